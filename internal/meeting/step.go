package meeting

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Steps are what the API's "steps" take, in order.
var Steps = []string{"prepare", "announce", "open", "close", "confirm", "seal", "report"}

// step moves a meeting on: done already is the same answer, something lacking
// is refused by its first code, and then the row and its audit entry.
func step(tx *store.Tx, id string, action access.Action, name, state, set string, args ...any) (Meeting, error) {
	m, err := For(tx.Reader, id, action)
	if err != nil || m.At(state) {
		return m, err
	}
	lacking, err := lacks(tx.Reader, m, name)
	if err != nil {
		return Meeting{}, err
	}
	if len(lacking) > 0 {
		return Meeting{}, refusal(tx.Reader, m, lacking[0])
	}
	if _, err := tx.Exec(`update meeting set state = $3, version = version + 1`+set+` where tenant = $1 and id = $2`, append([]any{id, state}, args...)...); err != nil {
		return Meeting{}, err
	}
	before := m.State
	if m, err = For(tx.Reader, id, action); err != nil {
		return Meeting{}, err
	}
	return m, audit.Note(tx, "meeting."+name, "meeting", id, m.Org, map[string]any{"from": before, "to": m.State, "chair": m.Chair, "scribe": m.Scribe})
}

// Prepare keeps what the cell committee settled before the meeting. A cell
// with a secretary only may leave this step out. While nothing further is done
// the note may be written again.
func Prepare(tx *store.Tx, id, note string) (Meeting, error) {
	note = vi.CleanText(note)
	m, err := For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return Meeting{}, err
	}
	if note == "" && m.Premeeting == "" {
		return Meeting{}, fault.Bad("note", "meeting_note")
	}
	if len(note) > 20_000 {
		return Meeting{}, fault.Bad("note", "meeting_text_long")
	}
	if m.State == Planned {
		return step(tx, id, access.MeetingPrepare, "prepare", Prepared, `, premeeting = $4`, note)
	}
	if note == "" || note == m.Premeeting || m.At(InSession) {
		return m, nil
	}
	if _, err := tx.Exec(`update meeting set premeeting = $3, version = version + 1 where tenant = $1 and id = $2`, id, note); err != nil {
		return Meeting{}, err
	}
	if err := audit.Note(tx, "meeting.prepare", "meeting", id, m.Org, map[string]any{"before": m.Premeeting, "after": note}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}

// Announce is the notice to every member; it needs an agenda.
func Announce(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MeetingPrepare, "announce", Announced, `, announced_at = $4`, tx.Now())
}

// Appoint names the chair and the scribe before the opening, so that the scribe
// may begin the roll call; an empty name leaves the one there was.
func Appoint(tx *store.Tx, id, chair, scribe string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Meeting{}, err
	}
	if chair == "" {
		chair = m.Chair
	}
	if scribe == "" {
		scribe = m.Scribe
	}
	if chair == m.Chair && scribe == m.Scribe {
		return m, nil
	}
	if m.At(Closed) {
		return Meeting{}, fault.New(fault.Conflict, "meeting_closed")
	}
	if err := fit(tx.Reader, m, chair, scribe); err != nil {
		return Meeting{}, err
	}
	if _, err := tx.Exec(`update meeting set chair = $3, scribe = $4, version = version + 1 where tenant = $1 and id = $2`, id, store.NullString(chair), store.NullString(scribe)); err != nil {
		return Meeting{}, err
	}
	if _, err := tx.Exec(`delete from scribe_now where tenant = $1 and meeting = $2`, id); err != nil {
		return Meeting{}, err
	}
	if scribe != "" {
		if _, err := tx.Exec(`insert into scribe_now (tenant, person, meeting, org, circle) values ($1, $2, $3, $4, $5)`, scribe, id, m.Org, string(m.Circle())); err != nil {
			return Meeting{}, err
		}
	}
	if err := audit.Note(tx, "meeting.appoint", "meeting", id, m.Org, map[string]any{"chair": chair, "scribe": scribe, "before": []string{m.Chair, m.Scribe}}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}

// fit refuses a chair who is neither of the cell nor its secretary or deputy, a
// scribe who is not of the cell, and one person for both: the minutes are
// confirmed by two. A committee is chaired from among itself; what a ward's
// committee says its officer may write.
func fit(rd *store.Reader, m Meeting, chair, scribe string) error {
	roll, err := Live(rd, m)
	if err != nil {
		return err
	}
	of := func(person string) bool {
		return slices.ContainsFunc(roll, func(r Rolled) bool { return r.Person == person && r.Activity != "suspended" })
	}
	if chair != "" && !of(chair) {
		leads, err := holds(rd, m, chair, access.Secretary, access.Deputy)
		if err != nil {
			return err
		}
		if !leads || m.OfCommittee() {
			return fault.Bad("chair", "chair_not_of_"+whole(m))
		}
	}
	if scribe != "" && !of(scribe) {
		writes, err := holds(rd, m, scribe, access.Officer, access.Officer)
		if err != nil {
			return err
		}
		if !writes || !m.OfCommittee() {
			return fault.Bad("scribe", "scribe_not_of_"+whole(m))
		}
	}
	if scribe != "" && scribe == chair {
		return fault.Bad("scribe", "chair_is_scribe")
	}
	return nil
}

// holds asks for one of two posts on the meeting's day.
func holds(rd *store.Reader, m Meeting, person string, one, other access.Post) (bool, error) {
	n, err := rd.Int(`select count(*) from post_holding where tenant = $1 and person = $2 and org = $3 and post in ($5, $6) and from_day <= $4 and (to_day is null or to_day > $4)`,
		person, m.Org, m.Day, string(one), string(other))
	return n > 0, err
}

// whole is how refusals name those who meet.
func whole(m Meeting) string {
	if m.OfCommittee() {
		return "committee"
	}
	return "cell"
}

// Open begins the meeting: chair and scribe are named (or were before) and the
// roll of the day is frozen.
func Open(tx *store.Tx, book *rule.Book, id, chair, scribe string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	if err != nil || m.At(InSession) {
		return m, err
	}
	if m, err = Appoint(tx, id, chair, scribe); err != nil {
		return Meeting{}, err
	}
	kind, err := Kind(tx.Reader, book, m)
	if err != nil {
		return Meeting{}, err
	}
	m, err = step(tx, id, access.MeetingRun, "open", InSession, `, opened_at = $4, regime_rule = $5`, tx.Now(), book.Regime(m.Day, kind).Ref.String())
	if err != nil {
		return Meeting{}, err
	}
	if _, err = Freeze(tx, id, StageOpen); err != nil {
		return Meeting{}, err
	}
	return m, freezeTasks(tx, m)
}

// Close ends the meeting once nobody expected is unmarked, and freezes the roll
// again.
func Close(tx *store.Tx, id string) (Meeting, error) {
	m, err := step(tx, id, access.MeetingRun, "close", Closed, `, closed_at = $4`, tx.Now())
	if err != nil {
		return Meeting{}, err
	}
	if m.State == Closed {
		_, err = Freeze(tx, id, StageClose)
	}
	return m, err
}

// Confirm says that the cell heard the minutes read and agreed; the scribe's
// right ends with it.
func Confirm(tx *store.Tx, id string) (Meeting, error) {
	m, err := step(tx, id, access.MeetingRun, "confirm", Confirmed, `, confirmed_at = $4`, tx.Now())
	if err != nil {
		return Meeting{}, err
	}
	_, err = tx.Exec(`delete from scribe_now where tenant = $1 and meeting = $2`, id)
	return m, err
}

// MarkSealed is called by the room that seals the papers, in its transaction.
func MarkSealed(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MinutesSeal, "seal", Sealed, `, sealed_at = $4`, tx.Now())
}

// Report sends the sealed result upward.
func Report(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MinutesSeal, "report", Reported, `, reported_at = $4`, tx.Now())
}

// Missing tells what a step still needs, as codes; empty when it may be done or
// is done.
func Missing(rd *store.Reader, _ *rule.Book, id, step string) ([]string, error) {
	m, err := For(rd, id, access.MeetingView)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(Steps, step) {
		return nil, fault.Bad("step", "meeting_step")
	}
	if m.At(States[slices.Index(Steps, step)+1]) {
		return nil, nil
	}
	return lacks(rd, m, step)
}

func lacks(rd *store.Reader, m Meeting, step string) (codes []string, err error) {
	switch step {
	case "announce":
		n, err := rd.Int(`select count(*) from agenda_item where tenant = $1 and meeting = $2`, m.ID)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			codes = append(codes, "no_agenda")
		}
	case "open":
		roll, err := Live(rd, m)
		if err != nil {
			return nil, err
		}
		if rd.Today() < m.Day {
			codes = append(codes, "meeting_too_early")
		}
		if len(roll) == 0 {
			codes = append(codes, "no_roll")
		}
		if m.Chair == "" {
			codes = append(codes, "no_chair")
		}
		if m.Scribe == "" {
			codes = append(codes, "no_scribe")
		}
	case "close":
		if !m.At(InSession) {
			return []string{"meeting_not_open"}, nil
		}
		names, err := unmarked(rd, m.ID)
		if err != nil {
			return nil, err
		}
		if len(names) > 0 {
			codes = append(codes, "roll_incomplete")
		}
	case "confirm":
		if !m.At(Closed) {
			codes = append(codes, "meeting_not_closed")
		}
	case "seal":
		if !m.At(Confirmed) {
			codes = append(codes, "meeting_not_confirmed")
		}
	case "report":
		if !m.At(Sealed) {
			codes = append(codes, "meeting_not_sealed")
		}
	}
	return codes, nil
}

func refusal(rd *store.Reader, m Meeting, code string) error {
	switch code {
	case "no_chair":
		return fault.Bad("chair", code)
	case "no_scribe":
		return fault.Bad("scribe", code)
	case "meeting_too_early":
		return fault.New(fault.Conflict, code, "day", vi.ShowDay(m.Day))
	case "roll_incomplete":
		names, err := unmarked(rd, m.ID)
		if err != nil {
			return err
		}
		return fault.New(fault.Invalid, code, "count", len(names), "names", strings.Join(names, ", "))
	}
	return fault.New(fault.Conflict, code)
}

// unmarked names the expected whom the roll call has not reached.
func unmarked(rd *store.Reader, meeting string) ([]string, error) {
	return rd.Strings(`select r.full_name from meeting_roll r where r.tenant = $1 and r.meeting = $2 and r.stage = 'open' and r.expected
		and not exists (select 1 from mark k where k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member) order by r.name_key, r.member`, meeting)
}

// Advice tells what a step does not need but the rules or good order ask for,
// as codes: the page shows it and lets the person go on.
func Advice(rd *store.Reader, book *rule.Book, id, step string) ([]string, error) {
	m, err := For(rd, id, access.MeetingView)
	if err != nil {
		return nil, err
	}
	kind, err := Kind(rd, book, m)
	if err != nil {
		return nil, err
	}
	all, err := items(rd, id)
	if err != nil {
		return nil, err
	}
	regime := book.Regime(m.Day, kind)
	planned, open := 0, 0
	for _, i := range all {
		planned += i.Minutes
		if i.Purpose == "decide" && i.Conclusion == "" {
			open++
		}
	}
	var out []string
	add := func(when bool, code string) {
		if when {
			out = append(out, code)
		}
	}
	switch step {
	case "announce":
		add(m.Premeeting == "" && !m.OfCommittee(), "not_prepared")
		if m.OnTopic() {
			t, err := topic(rd, id)
			if err != nil {
				return nil, err
			}
			add(t.Version == 0, "no_topic")
			add(t.Version > 0 && !t.Approved(rd.Today()), "topic_not_approved")
		}
		add(planned < regime.Minutes(m.Kind), "agenda_short")
		add(rd.Now() > m.StartsAt-int64(regime.PapersLeadHours)*3_600_000, "announced_late")
	case "open":
		add(len(all) == 0, "no_agenda")
		add(!m.At(Announced), "not_announced")
	case "close":
		add(open > 0, "no_conclusion")
		add(m.OpenedAt > 0 && rd.Now()-m.OpenedAt < int64(regime.Minutes(m.Kind))*60_000, "too_short")
	}
	return out, nil
}
