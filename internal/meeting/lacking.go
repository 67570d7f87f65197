package meeting

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

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
		add(!m.OfCommittee() && rd.Now() > m.StartsAt-int64(regime.PapersLeadHours)*3_600_000, "announced_late")
	case "open":
		add(len(all) == 0, "no_agenda")
		add(!m.At(Announced), "not_announced")
	case "close":
		add(open > 0, "no_conclusion")
		add(m.OpenedAt > 0 && rd.Now()-m.OpenedAt < int64(regime.Minutes(m.Kind))*60_000, "too_short")
	}
	return out, nil
}
