package meeting

import (
	"slices"
	"strconv"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Planning is the date a cell registers.
type Planning struct {
	Org       string
	Period    string // YYYY-MM
	Kind      string
	StartsAt  int64
	Place     string
	DayReason string // needed when the day is not the rule's
	Matter    string // extraordinary: what it is called for
	CalledBy  string // extraordinary: who calls it
}

// Plan makes the step "planned": the cell registers day and place. The same
// plan again is the same meeting.
func Plan(tx *store.Tx, book *rule.Book, in Planning) (Meeting, error) {
	if err := access.Must(tx.Reader, circle(in.Kind).Of(access.MeetingPrepare), in.Org); err != nil {
		return Meeting{}, err
	}
	in.Place, in.DayReason, in.Matter, in.CalledBy = vi.Clean(in.Place), vi.Clean(in.DayReason), vi.Clean(in.Matter), vi.Clean(in.CalledBy)
	if err := in.check(tx.Now()); err != nil {
		return Meeting{}, err
	}
	day := store.Day(in.StartsAt)
	kind, err := orgKind(tx.Reader, book, in.Org, day, in.Kind)
	if err != nil {
		return Meeting{}, err
	}
	old, err := rivals(tx.Reader, in)
	if err != nil {
		return Meeting{}, err
	}
	n := 1
	for _, m := range old {
		if m.StartsAt == in.StartsAt && m.Kind == in.Kind {
			return m, nil
		}
		if OfMonth(in.Kind) {
			return Meeting{}, fault.New(fault.Conflict, "meeting_exists", "period", vi.ShowMonth(in.Period), "day", vi.ShowDay(m.Day)).With(m)
		}
		n = max(n, m.N+1)
	}
	if err := enough(tx.Reader, in, day); err != nil {
		return Meeting{}, err
	}
	regime := book.Regime(day, kind)
	if err := checkDay(regime, in.Kind, in.Period, day, in.DayReason); err != nil {
		return Meeting{}, err
	}
	m := Meeting{ID: store.NewID(), Org: in.Org, Period: in.Period, Kind: in.Kind, N: n, StartsAt: in.StartsAt, Day: day, Place: in.Place,
		DayReason: in.DayReason, Matter: in.Matter, CalledBy: in.CalledBy, State: Planned, RegimeRule: regime.Ref.String(), Version: 1}
	if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, regime_rule, version, created_at, created_by, circle, matter, called_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, 1, $13, $14, $15, $16, $17)`,
		m.ID, m.Org, m.Period, m.Kind, m.N, m.StartsAt, m.Day, m.Place, m.DayReason, m.State, m.RegimeRule, tx.Now(), tx.Viewer().Person, string(m.Circle()), m.Matter, m.CalledBy); err != nil {
		return Meeting{}, err
	}
	return m, audit.Note(tx, "meeting.plan", "meeting", m.ID, m.Org, map[string]any{"period": m.Period, "kind": m.Kind, "starts_at": m.StartsAt, "place": m.Place, "reason": m.DayReason, "matter": m.Matter, "called_by": m.CalledBy})
}

// check refuses a form that cannot be a plan; now (ms) bounds the period.
func (in Planning) check(now int64) error {
	var bad fault.Fields
	if !slices.Contains(Kinds, in.Kind) {
		bad.Add("kind", "meeting_kind")
	}
	period, err := time.Parse("2006-01", in.Period)
	if today := store.Clock(now).Year(); err != nil || period.Year() < today-30 || period.Year() > today+2 {
		bad.Add("period", "meeting_period")
	}
	if in.Place == "" || len(in.Place) > 600 {
		bad.Add("place", "meeting_place")
	}
	if in.Kind == Extraordinary && in.Matter == "" || len(in.Matter) > 600 {
		bad.Add("matter", "meeting_matter")
	}
	if in.Kind == Extraordinary && in.CalledBy == "" || len(in.CalledBy) > 300 {
		bad.Add("called_by", "meeting_called_by")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return checkDate(in.Period, in.StartsAt)
}

// rivals are the meetings of the same cell and period that stand where this one
// would: combined is regular and thematic in one, so it excludes the regular.
func rivals(rd *store.Reader, in Planning) ([]Meeting, error) {
	other := in.Kind
	switch in.Kind {
	case Regular:
		other = Combined
	case Combined:
		other = Regular
	}
	return store.All(rd, scanMeeting, `select `+columns+` from meeting m where m.tenant = $1 and m.org = $2 and m.period = $3 and m.kind in ($4, $5) order by m.n`, in.Org, in.Period, in.Kind, other)
}

// checkDate refuses a date nobody can have meant for the period: the meeting of
// a month is held that month or, at the worst, within the year around it.
func checkDate(period string, startsAt int64) error {
	at := store.Clock(startsAt)
	first, err := time.ParseInLocation("2006-01", period, store.Vietnam)
	if err != nil {
		return fault.Bad("period", "meeting_period")
	}
	if startsAt <= 0 || at.Before(first.AddDate(-1, 0, 0)) || !at.Before(first.AddDate(1, 1, 0)) {
		return fault.Bad("starts_at", "meeting_date", "period", vi.ShowMonth(period))
	}
	return nil
}

// checkDay asks a reason for any day but the rule's; only the monthly meeting of
// a cell has a day of its own.
func checkDay(regime rule.Regime, kind, period, day, reason string) error {
	if !OfMonth(kind) || regime.Day == 0 || reason != "" {
		return nil
	}
	due := period + "-" + strconv.Itoa(100 + regime.Day)[1:]
	if day == due {
		return nil
	}
	return fault.Bad("day_reason", "meeting_day_reason", "day", vi.ShowDay(due), "chosen", vi.ShowDay(day))
}

// Move gives a meeting that has not begun another time or place. A notice that
// was given is void: it is announced again.
func Move(tx *store.Tx, book *rule.Book, id string, version, startsAt int64, place, reason string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return Meeting{}, err
	}
	place, reason = vi.Clean(place), vi.Clean(reason)
	if place == "" {
		place = m.Place
	}
	if m.StartsAt == startsAt && m.Place == place {
		return m, nil
	}
	if m.Version != version {
		return Meeting{}, fault.Stale(m)
	}
	if m.At(InSession) {
		return Meeting{}, fault.New(fault.Conflict, "meeting_begun")
	}
	if err := checkDate(m.Period, startsAt); err != nil {
		return Meeting{}, err
	}
	day := store.Day(startsAt)
	kind, err := orgKind(tx.Reader, book, m.Org, day, m.Kind)
	if err != nil {
		return Meeting{}, err
	}
	regime := book.Regime(day, kind)
	if err := checkDay(regime, m.Kind, m.Period, day, reason); err != nil {
		return Meeting{}, err
	}
	if m.State == Announced && reason == "" {
		return Meeting{}, fault.Bad("reason", "meeting_move_reason")
	}
	state := Planned
	if m.Premeeting != "" {
		state = Prepared
	}
	before := map[string]any{"starts_at": m.StartsAt, "place": m.Place, "state": m.State}
	if _, err := tx.Exec(`update meeting set starts_at = $3, day = $4, place = $5, day_reason = $6, state = $7, announced_at = null, regime_rule = $8, version = version + 1 where tenant = $1 and id = $2`,
		id, startsAt, day, place, reason, state, regime.Ref.String()); err != nil {
		return Meeting{}, err
	}
	if err := audit.Note(tx, "meeting.move", "meeting", id, m.Org, map[string]any{"before": before, "starts_at": startsAt, "place": place, "reason": reason}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}
