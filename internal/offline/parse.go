package offline

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/fault"
)

// Limits of what a device may send at once.
const (
	MostOps   = 200
	BodyLimit = 1 << 20

	longestValue = 100_000 // bytes of one value
	longestKey   = 200
	highest      = 1 << 40 // counters beyond it are no counters
)

// Batch is what a device sends.
type Batch struct {
	From    int64 `json:"seq_from"` // sequence of the first operation; told, not needed
	Ops     []Op  `json:"ops"`
	Cursor  int64 `json:"cursor"`            // how far the device has read the log
	Clock   int64 `json:"clock,omitempty"`   // the device's clock at sending, milliseconds: puts every At right
	Waiting *int  `json:"waiting,omitempty"` // operations that still wait on it after these
	Done    bool  `json:"done,omitempty"`    // its holder says that nothing more will come
}

// ParseBatch reads what a device sends: whole or not at all. Broken is
// fault.Invalid "hall_broken", too much fault.TooLarge. What is wrong with one
// operation only is said of that one (Op.check), not here.
func ParseBatch(body []byte) (Batch, error) {
	var b Batch
	switch {
	case len(body) > BodyLimit:
		return b, fault.New(fault.TooLarge, "hall_large")
	case !utf8.Valid(body):
		return b, fault.New(fault.Invalid, "hall_broken")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&b); err != nil {
		return Batch{}, fault.New(fault.Invalid, "hall_broken").Because(err)
	}
	if _, err := d.Token(); err != io.EOF { //nolint:errorlint // the very value
		return Batch{}, fault.New(fault.Invalid, "hall_broken")
	}
	switch {
	case len(b.Ops) > MostOps:
		return Batch{}, fault.New(fault.TooLarge, "hall_large")
	case b.Cursor < 0 || b.Waiting != nil && *b.Waiting < 0:
		return Batch{}, fault.New(fault.Invalid, "hall_broken")
	}
	return b, nil
}

var idShape = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// single are the kinds whose key has no name.
var single = []string{Open, Order, Score, ScoreVote, Lacks, Close, Agree}

// made are the kinds whose names the devices make.
var made = []string{Guest, Interpret, Opinion, Praise, Remind, Deed, Reserve}

// mayEnd are the kinds whose entry can be taken away by null.
var mayEnd = []string{Guest, Interpret, Ahead, Opinion, Praise, Remind, Deed, Reserve, Line, Close}

// check says what is wrong with one operation of a device: "" is nothing.
func (o *Op) check(device string) string {
	switch {
	case !idShape.MatchString(o.ID):
		return "hall_op_id"
	case o.Device != device:
		return "hall_op_device"
	case o.Seq < 1 || o.Seq > highest || o.Lamport < 1 || o.Lamport > highest || o.At < 0 || o.At > 1<<52:
		return "hall_op_counter"
	case !slices.Contains(Kinds, o.Kind):
		return "hall_op_kind"
	case kindOf(o.Key) != o.Kind || len(o.Key) > longestKey || strings.ContainsFunc(o.Key, func(c rune) bool { return c <= ' ' || c > '~' }):
		return "hall_op_key"
	case slices.Contains(single, o.Kind) != (o.Key == o.Kind) || !slices.Contains(single, o.Kind) && nameOf(o.Key) == "":
		return "hall_op_key"
	case len(o.Value) > longestValue:
		return "hall_op_long"
	case len(o.Saw) > MostOps || slices.ContainsFunc(o.Saw, func(id string) bool { return !idShape.MatchString(id) }):
		return "hall_op_saw"
	case slices.Contains(made, o.Kind) && !idShape.MatchString(nameOf(o.Key)):
		return "hall_op_key"
	case o.Kind == Read && nameOf(o.Key) != device:
		return "hall_op_key"
	case o.Kind == Vote && slices.Contains([]string{"minutes", "score"}, nameOf(o.Key)): // agree and scorevote
		return "hall_op_key"
	}
	return o.tidy()
}

// tidy brings the value into its own form and says what is wrong with it. What
// the kind does not know is left out; text that no database takes is refused.
func (o *Op) tidy() string {
	if null(o.Value) {
		o.Value = json.RawMessage("null")
		if !slices.Contains(mayEnd, o.Kind) {
			return "hall_op_value"
		}
		return ""
	}
	v, err := valueOf(o.Kind, o.Value)
	if err != nil || bytes.Contains(o.Value, []byte(`\u0000`)) {
		return "hall_op_value"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "hall_op_value"
	}
	o.Value = b
	return ""
}
