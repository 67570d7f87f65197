package formality

import (
	"chibo/internal/alike"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Side is where the other text stands: a meeting of the cell itself, or, for the
// committee alone, of another cell.
type Side struct {
	Meeting, Period string
	Org, OrgName    string
	Pairs           []alike.Pair // Theirs is empty where the other side is not shown
}

// Passages are the sentences a finding is about, compared anew from the papers as
// they stand. The secretary reads his own sentences, and the older ones where they
// are his cell's too; of another cell he reads nothing. The committee reads the
// resolutions, both sides, and no minutes: for those it gets none.
func Passages(rd *store.Reader, book *rule.Book, id string) (s Side, err error) {
	f, mine, err := Get(rd, id)
	if err != nil {
		return s, err
	}
	kind, own := minutes.TypeMinutes, f.Kind == OwnMinutes || f.Kind == OwnResolution
	switch f.Kind {
	case OwnResolution, OtherResolution:
		kind = minutes.TypeResolution
	case OwnMinutes, OtherMinutes:
		if !mine {
			return s, nil
		}
	default:
		return s, nil
	}
	papers, err := minutes.PassagesOf(rd, f.Meeting)
	if err != nil {
		return s, err
	}
	for _, p := range papers {
		if p.Type != kind {
			continue
		}
		r, _, err := against(rd, p, f.Other, alike.NewCommon(book.Formality(f.Day).Phrases, nil))
		if err != nil {
			return s, err
		}
		s.Pairs = r.Pairs
	}
	if mine && !own {
		for n := range s.Pairs {
			s.Pairs[n].Theirs = ""
		}
		return s, nil
	}
	other, err := sitting(rd, f.Other)
	if err != nil {
		return s, err
	}
	s.Meeting, s.Period, s.Org = other.id, other.period, other.org
	if !own {
		o, err := org.Get(rd, other.org)
		if err != nil {
			return s, err
		}
		s.OrgName = o.Name
	}
	return s, nil
}

// Met is the meeting another was held together with, as far as the viewer may know
// of it: his own cell's by its kind, another cell's not at all.
func Met(rd *store.Reader, f Finding) (meeting.Meeting, bool) {
	if f.Kind != Merged || f.Other == "" {
		return meeting.Meeting{}, false
	}
	m, err := meeting.Get(rd, f.Other)
	return m, err == nil
}
