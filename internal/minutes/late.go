package minutes

import (
	"errors"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Late is what the paper minutes of a month say that was held without the
// system. Whoever on the roll is not named in Marks was present.
type Late struct {
	Org          string                `json:"org"`
	Period       string                `json:"period"` // YYYY-MM
	Kind         string                `json:"kind"`
	Begin        int64                 `json:"begin"`
	End          int64                 `json:"end"`
	Place        string                `json:"place"`
	DayReason    string                `json:"day_reason,omitempty"` // needed when the day was not the rule's
	Matter       string                `json:"matter,omitempty"`     // extraordinary: what it was called for
	CalledBy     string                `json:"called_by,omitempty"`
	Chair        string                `json:"chair"`  // person
	Scribe       string                `json:"scribe"` // person
	Marks        []LateMark            `json:"marks,omitempty"`
	Guests       []meeting.Guest       `json:"guests,omitempty"`
	Interpreters []meeting.Interpreter `json:"interpreters,omitempty"`
	Dues         []LateDue             `json:"dues,omitempty"` // of the month; who is not named stays as the book has him
	Items        []LateItem            `json:"items,omitempty"`
	Reviewed     []LateReview          `json:"reviewed,omitempty"`
	Votes        []LateVote            `json:"votes,omitempty"`
	Preamble     string                `json:"preamble,omitempty"`
	Tasks        []resolution.Item     `json:"tasks,omitempty"`
	Numbers      Numbers               `json:"numbers"`
}

// LateMark is one member who was absent, or came late, left early, or came
// though exempt.
type LateMark struct {
	Member string `json:"member"`
	Status string `json:"status"`           // as attendance.Statuses
	Reason string `json:"reason,omitempty"` // as attendance.Reasons
}

// LateItem is one line of the agenda with its conclusion. ID names a line that
// was drafted in the system already.
type LateItem struct {
	ID         string `json:"id,omitempty"`
	Title      string `json:"title"`
	Gist       string `json:"gist,omitempty"`
	Conclusion string `json:"conclusion,omitempty"`
}

// LateReview is what the meeting found of an earlier task.
type LateReview struct {
	Task   string `json:"task"`
	Result string `json:"result"`
	Why    string `json:"why,omitempty"`
}

// LateVote is an open vote by its numbers. Matter "resolution" is the one on the
// resolution.
type LateVote struct {
	Subject string `json:"subject"`
	Matter  string `json:"matter"`
	For     int    `json:"for"`
	Against int    `json:"against"`
	Other   int    `json:"other"`
	Why     string `json:"why,omitempty"`
}

// EnterLate enters a whole month held on paper: it walks the rooms as the
// meeting did, in a transaction that stands at the meeting's moments, and seals
// what comes out, so that the result is that of a month run in the system but
// for the marks of who entered it and when. All of it or nothing. The same facts
// sent again are the same papers. For those who seal in this meeting.
func EnterLate(tx *store.Tx, book *rule.Book, in Late) (Sealed, error) {
	m, err := place(tx, in)
	if err != nil {
		return Sealed{}, err
	}
	if m.At(meeting.Sealed) {
		return sameAgain(tx, m, in)
	}
	if err := in.check(tx, m); err != nil {
		return Sealed{}, err
	}
	if m, err = in.plan(tx, book, m); err != nil {
		return Sealed{}, err
	}
	if m, err = in.hold(tx, book, m); err != nil {
		return Sealed{}, err
	}
	if err := in.collect(tx, book); err != nil {
		return Sealed{}, err
	}
	for _, s := range []struct{ role, person string }{{"scribe", in.Scribe}, {"chair", in.Chair}} {
		if err := sign(tx, m, s.role, s.person, "paper"); err != nil {
			return Sealed{}, err
		}
	}
	if _, err := meeting.Confirm(tx, m.ID); err != nil {
		return Sealed{}, err
	}
	out, err := SealAs(tx, book, m.ID, in.Numbers)
	if err != nil {
		return Sealed{}, renamed(err, "number", in.wrongNumber(err))
	}
	return out, in.done(tx)
}

// wrongNumber names the field of the number that was refused.
func (in Late) wrongNumber(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && (in.Numbers.Minutes == 0 || slices.Contains(f.Args, any(in.Numbers.Resolution)) && in.Numbers.Resolution != in.Numbers.Minutes) {
		return "numbers.resolution"
	}
	return "numbers.minutes"
}

// place finds the meeting that stands where this one would; none is the zero
// Meeting.
func place(tx *store.Tx, in Late) (meeting.Meeting, error) {
	if err := meeting.Must(tx.Reader, meeting.Meeting{Org: in.Org, Kind: in.Kind}, access.MinutesSeal); err != nil {
		return meeting.Meeting{}, err
	}
	m, err := meeting.Find(tx.Reader, in.Org, in.Period, in.Kind)
	if fault.KindOf(err) == fault.NotFound {
		return meeting.Meeting{}, nil
	}
	if err == nil && m.At(meeting.Sealed) && !meeting.OfMonth(in.Kind) && m.StartsAt != in.Begin {
		return meeting.Meeting{}, nil // another one of its kind in the month
	}
	return m, err
}

// check looks at what no room would ask, in the order a person would.
func (in Late) check(tx *store.Tx, m meeting.Meeting) error {
	const longest = 12 * 3_600_000
	switch {
	case m.At(meeting.InSession) && m.ID != "":
		return fault.New(fault.Conflict, "late_begun", "day", vi.ShowDay(m.Day))
	case in.Begin <= 0:
		return fault.Bad("begin", "late_times")
	case in.Begin > tx.Now() || in.Period > vi.MonthOf(tx.Today()):
		return fault.Bad("begin", "late_future")
	case in.End <= in.Begin || in.End-in.Begin > longest:
		return fault.Bad("end", "late_times")
	case in.End > tx.Now():
		return fault.Bad("end", "late_future")
	}
	return nil
}

// plan registers the meeting, or moves the one registered to where it was held.
func (in Late) plan(tx *store.Tx, book *rule.Book, m meeting.Meeting) (meeting.Meeting, error) {
	if m.ID == "" {
		return meeting.Plan(tx, book, meeting.Planning{Org: in.Org, Period: in.Period, Kind: in.Kind, StartsAt: in.Begin, Place: in.Place, DayReason: in.DayReason, Matter: in.Matter, CalledBy: in.CalledBy})
	}
	why := in.DayReason
	if why == "" && store.Day(in.Begin) == m.Day { // another hour or place needs no reason of its own
		why = m.DayReason
		if why == "" && m.State == meeting.Announced {
			why = "Theo biên bản giấy"
		}
	}
	moved, err := meeting.Move(tx, book, m.ID, m.Version, in.Begin, in.Place, why)
	return moved, renamed(err, "reason", "day_reason")
}

// hold lets the meeting happen at its own moments.
func (in Late) hold(tx *store.Tx, book *rule.Book, m meeting.Meeting) (meeting.Meeting, error) {
	begin, end := tx.Held(in.Begin), tx.Held(in.End)
	items, err := in.agenda(begin, m.ID)
	if err != nil {
		return m, err
	}
	if _, err := meeting.Open(begin, book, m.ID, in.Chair, in.Scribe); err != nil {
		return m, err
	}
	if m, err = meeting.Entered(tx, m.ID); err != nil {
		return m, err
	}
	if err := in.roll(begin, m); err != nil {
		return m, err
	}
	for n, g := range in.Guests {
		if _, err := meeting.AddGuest(begin, m.ID, g.FullName, g.Capacity); err != nil {
			return m, under(err, fmt.Sprintf("guests.%d.", n))
		}
	}
	for n, i := range in.Interpreters {
		if _, err := meeting.NameInterpreter(begin, m.ID, i.FullName, i.Language); err != nil {
			return m, under(err, fmt.Sprintf("interpreters.%d.", n))
		}
	}
	if err := in.concluded(end, m.ID, items); err != nil {
		return m, err
	}
	if err := in.review(end, m); err != nil {
		return m, err
	}
	if err := in.resolve(end, book, m.ID); err != nil {
		return m, err
	}
	if err := in.vote(end, book, m.ID); err != nil {
		return m, err
	}
	return meeting.Close(end, m.ID)
}

// EnteredMark says in the sealed form that a meeting was entered afterwards.
type EnteredMark struct {
	At     int64  `json:"at"`
	Person string `json:"person"`
	Name   string `json:"name"`
}

// entered is that mark, nil for a meeting run in the system.
func (r record) entered() *EnteredMark {
	if r.m.EnteredAt == 0 {
		return nil
	}
	return &EnteredMark{At: r.m.EnteredAt, Person: r.m.EnteredBy, Name: r.enterer}
}

// enteredLine is the mark as the papers print it, "" without one.
func (r record) enteredLine() string {
	if r.m.EnteredAt == 0 {
		return ""
	}
	return "Nhập vào hệ thống sau " + r.whose().sitting + ", ngày " + vi.ShowDay(store.Day(r.m.EnteredAt)) + ", bởi đồng chí " + or(r.enterer) + ", theo biên bản giấy."
}

// whoEntered reads the name for the mark.
func (r *record) whoEntered(rd *store.Reader) error {
	if r.m.EnteredAt == 0 {
		return nil
	}
	err := rd.Get([]any{&r.enterer}, `select full_name from person where tenant = $1 and id = $2`, r.m.EnteredBy)
	if store.IsNoRow(err) {
		err = nil
	}
	return err
}

// note is what the log keeps of a draft: that there is one, not its words.
func (in Late) note(tx *store.Tx, action string) error {
	return audit.Note(tx, action, "org", in.Org, in.Org, map[string]string{"period": in.Period, "kind": in.Kind})
}
