// Package offline is the meeting in a hall without a network: the devices taken
// along, the log of what was done on them, and how it becomes the meeting's own
// record. A device writes operations and sends them when it can; the server keeps
// each once, folds them (Fold: pure, whatever the order of arrival) and lets the
// rooms' own functions write each entry as the device's person, in a fixed order.
// Where two devices wrote unlike things without having seen one another both are
// kept and the secretary chooses; what a room refuses is kept with its sentence.
// A page's form is a device like any other: "web". Nothing is sealed before every
// device has sent, or was given up with a sentence. It is the top room; decisions
// in docs/adr/0045.
package offline

import (
	"encoding/json"
	"strings"
)

// Web is the device of what is written by the pages' forms.
const Web = "web"

// Kinds of an operation, in the order in which entries are written.
const (
	Open       = "open"       // {chair, scribe}
	Mark       = "mark"       // mark/MEMBER {status, reason, arrived, left, method}
	Guest      = "guest"      // guest/ID {name, capacity}; null: taken off
	Interpret  = "interpret"  // interpret/ID {name, language}; null: taken off
	Begin      = "begin"      // begin/ITEM {}
	Gist       = "gist"       // gist/ITEM {text}
	Conclusion = "conclusion" // conclusion/ITEM {text}
	Judge      = "judge"      // judge/TASK {result, why}
	Duty       = "duty"       // duty/ID {text}: what was heard of a standing duty
	Ahead      = "ahead"      // ahead/ID {}: an opinion sent before was read out; null: it was not after all
	Opinion    = "opinion"    // opinion/ID {member, kind, item, text, bare}; null: undone
	ReadBack   = "readback"   // readback/OPINION {text}: these words were read back to a comrade without a phone, who agreed
	Praise     = "praise"     // praise/ID {member, group, deed}; null: taken back
	Remind     = "remind"     // remind/ID {member, text, helper, look_on, named}; null: taken back. Stays on its device: guard.go
	Deed       = "deed"       // deed/ID {deed, owner, due, measure, report_at, outside, continues, helper, item}; null: taken off
	Order      = "order"      // {deeds}: the resolution's tasks in the order somebody put them
	Vote       = "vote"       // vote/MATTER or vote/MATTER.ITEM {for, against, other, subject, item, why, method, issued, returned, valid}
	Reserve    = "reserve"    // reserve/ID {member, vote, text, addressee, printed}; vote is MATTER or MATTER.ITEM; null: taken back. As remind
	Lacks      = "lacks"      // {lines}
	Line       = "line"       // line/CODE {points, reason}: one line of the table of the score; null: not judged
	Score      = "score"      // {points, reason}
	ScoreVote  = "scorevote"  // as vote
	Close      = "close"      // {}; null: taken back
	Part       = "part"       // part/KEY {text}: a paragraph of the minutes in the cell's own words
	Read       = "read"       // read/DEVICE {upto, seq}: how far the minutes read aloud on it went; no room keeps it
	Agree      = "agree"      // {} or {counted}: nobody speaks against the minutes, or hands were counted
	Confirm    = "confirm"    // confirm/ROLE {method}
)

// Kinds lists them in that order.
var Kinds = []string{Open, Mark, Guest, Interpret, Begin, Gist, Conclusion, Judge, Duty, Ahead, Opinion, ReadBack, Praise, Remind, Order, Deed, Vote, Reserve, Lacks, Line, Score, ScoreVote, Close, Part, Read, Agree, Confirm}

// Op is one thing done on a device. At is the device's clock in milliseconds:
// shown, and put right by Batch.Clock, never what decides between two.
type Op struct {
	ID      string          `json:"id"` // UUIDv7, made by the device
	Device  string          `json:"device"`
	Seq     int64           `json:"seq"` // 1, 2, 3 … on that device
	Lamport int64           `json:"lamport"`
	At      int64           `json:"at"`
	Kind    string          `json:"kind"`
	Key     string          `json:"key"` // names one entry
	Value   json.RawMessage `json:"value"`
	Saw     []string        `json:"saw"` // operations of the same key this one replaces

	held   int64  // when it was done, by the server's clock
	person string // who holds the device
	n      int64  // order of arrival
}

// kindOf and nameOf are the two sides of a key's first stroke.
func kindOf(key string) string { kind, _, _ := strings.Cut(key, "/"); return kind }
func nameOf(key string) string { _, name, _ := strings.Cut(key, "/"); return name }

// null tells a value that takes its entry away.
func null(v json.RawMessage) bool { return len(v) == 0 || string(v) == "null" }
