// Package meeting is the cell's meeting, and the meetings of the committees that
// lead it, on the same circle: when and where it is held, its agenda,
// how far it has come (planned, prepared, announced, in session, closed,
// confirmed, sealed, reported) and the roll frozen at its opening, at each vote
// and at its closing. The roll call itself, opinions, votes and the resolution
// live in rooms above this one. Rules: the day of the month (regime.month), who
// is expected and who is entitled to vote (decisions 5 to 7). A step done twice
// is one step; a step out of turn says what is lacking.
package meeting

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// The kinds of meeting.
const (
	Regular       = "regular"
	Thematic      = "thematic"
	Combined      = "combined" // regular and thematic in one sitting
	Extraordinary = "extraordinary"
	CellCommittee = "cell_committee" // họp chi ủy
	Committee     = "committee"      // họp đảng ủy
	Standing      = "standing"       // họp ban thường vụ
)

// OfMonth tells the kinds that are a cell's meeting of the month: the regular
// one, also where it treats the theme as well. It is held once a month; the
// month's report, dues, standing duties and absences in a row go by it.
func OfMonth(kind string) bool { return kind == Regular || kind == Combined }

// WhereOfMonth is OfMonth as a condition on table meeting, under the name m.
const WhereOfMonth = `m.kind in ('` + Regular + `', '` + Combined + `')`

// The states, in order.
const (
	Planned   = "planned"
	Prepared  = "prepared"
	Announced = "announced"
	InSession = "in_session"
	Closed    = "closed"
	Confirmed = "confirmed"
	Sealed    = "sealed"
	Reported  = "reported"
)

// Kinds and States list what the API takes.
var (
	Kinds  = []string{Regular, Thematic, Combined, Extraordinary, CellCommittee, Committee, Standing}
	States = []string{Planned, Prepared, Announced, InSession, Closed, Confirmed, Sealed, Reported}
)

// Meeting is one sitting of a cell or of a committee.
type Meeting struct {
	ID          string
	Org         string
	Period      string // YYYY-MM the meeting belongs to; not taken from its date
	Kind        string
	N           int // 1, 2 … among those of the kind in a period; regular and combined: 1
	StartsAt    int64
	Day         string
	Place       string
	DayReason   string // why not on the day of the rule, or why moved
	State       string
	Chair       string // person
	Scribe      string // person
	Matter      string // extraordinary: what it was called for
	CalledBy    string // extraordinary: who called it, in words
	Premeeting  string // what the cell committee settled beforehand
	AnnouncedAt int64
	OpenedAt    int64
	ClosedAt    int64
	ConfirmedAt int64
	SealedAt    int64
	ReportedAt  int64
	EnteredAt   int64  // when a meeting held on paper was entered afterwards; else 0
	EnteredBy   string // person
	RegimeRule  string
	Version     int64
}

// At reports whether the meeting has come as far as the state.
func (m Meeting) At(state string) bool {
	return slices.Index(States, m.State) >= slices.Index(States, state)
}

const columns = `m.id, m.org, m.period, m.kind, m.n, m.starts_at, m.day, m.place, m.day_reason, m.state, coalesce(m.chair, ''), coalesce(m.scribe, ''), m.matter, m.called_by, m.premeeting,
	coalesce(m.announced_at, 0), coalesce(m.opened_at, 0), coalesce(m.closed_at, 0), coalesce(m.confirmed_at, 0), coalesce(m.sealed_at, 0), coalesce(m.reported_at, 0), coalesce(m.entered_at, 0), coalesce(m.entered_by, ''), m.regime_rule, m.version`

func scanMeeting(scan store.Scan) (m Meeting, err error) {
	err = scan(&m.ID, &m.Org, &m.Period, &m.Kind, &m.N, &m.StartsAt, &m.Day, &m.Place, &m.DayReason, &m.State, &m.Chair, &m.Scribe, &m.Matter, &m.CalledBy, &m.Premeeting,
		&m.AnnouncedAt, &m.OpenedAt, &m.ClosedAt, &m.ConfirmedAt, &m.SealedAt, &m.ReportedAt, &m.EnteredAt, &m.EnteredBy, &m.RegimeRule, &m.Version)
	return
}

// For reads a meeting in which the viewer may do the action; the rooms above
// begin with it.
func For(rd *store.Reader, id string, action access.Action) (Meeting, error) {
	m, err := store.One(rd, scanMeeting, `select `+columns+` from meeting m where m.tenant = $1 and m.id = $2`, id)
	if err != nil {
		return Meeting{}, err
	}
	if err := Must(rd, m, action); err != nil {
		return Meeting{}, err
	}
	return m, nil
}

// Get reads one meeting.
func Get(rd *store.Reader, id string) (Meeting, error) { return For(rd, id, access.MeetingView) }

// Find reads the meeting of a cell, period and kind; of several of one kind the
// last. A regular meeting is also found where it was combined with the thematic
// one.
func Find(rd *store.Reader, org, period, kind string) (Meeting, error) {
	if err := access.Must(rd, circle(kind).Of(access.MeetingView), org); err != nil {
		return Meeting{}, err
	}
	other := kind
	if kind == Regular {
		other = Combined
	}
	return store.One(rd, scanMeeting, `select `+columns+` from meeting m where m.tenant = $1 and m.org = $2 and m.period = $3 and m.kind in ($4, $5) order by m.kind desc, m.n desc limit 1`, org, period, kind, other)
}

// Filter narrows a list; empty fields do not.
type Filter struct {
	Org   string
	Month string // period
	State string
	Kind  string
	After string // the cursor a page before gave
	Limit int
}

// List reads the meetings the viewer may see, latest first, and the cursor of
// the next page ("" at the end).
func List(rd *store.Reader, f Filter) ([]Meeting, string, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	args := []any{rd.Today()}
	text := `select ` + columns + ` from meeting m join org_edge e on e.tenant = m.tenant and e.org = m.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2) where m.tenant = $1`
	and := func(cond string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			cond = strings.Replace(cond, "?", "$"+strconv.Itoa(len(args)+1), 1)
		}
		text += " and " + cond
	}
	for _, by := range []struct{ column, value string }{{"m.org", f.Org}, {"m.period", f.Month}, {"m.state", f.State}, {"m.kind", f.Kind}} { // in one order: one text
		if by.value != "" {
			and(by.column+" = ?", by.value)
		}
	}
	if at, id, ok := strings.Cut(f.After, "."); ok {
		ms, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return nil, "", fault.Bad("after", "meeting_cursor")
		}
		and("(m.starts_at < ? or (m.starts_at = ? and m.id < ?))", ms, ms, id)
	} else if f.After != "" {
		return nil, "", fault.Bad("after", "meeting_cursor")
	}
	reach, more, err := access.WhereIn(rd, access.MeetingView, "e.path", "m.circle", len(args)+2)
	if err != nil {
		return nil, "", err
	}
	args = append(args, more...)
	text += " and " + reach + " order by m.starts_at desc, m.id desc limit " + strconv.Itoa(f.Limit+1)
	all, err := store.All(rd, scanMeeting, text, args...)
	if err != nil || len(all) <= f.Limit {
		return all, "", err
	}
	last := all[f.Limit-1]
	return all[:f.Limit], strconv.FormatInt(last.StartsAt, 10) + "." + last.ID, nil
}
