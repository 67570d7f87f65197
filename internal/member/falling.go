package member

import (
	"fmt"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds of matter that falls due.
const (
	ProbationEnds = "probation_ends"
	ExemptionEnds = "exemption_ends"
	StayEnds      = "stay_ends" // sinh hoạt tạm thời, there or here
	SentEnds      = "sent_ends"
	PostEnds      = "post_ends"
	TermEnds      = "term_ends"
	BadgeDue      = "badge"
)

// Matter is one thing of a cell that falls due: the day it does, which is the
// last one on which the old state holds, or the anniversary; and the sentence
// that agenda and home page show. Member and Name are empty for the cell's own
// term.
type Matter struct {
	Member, Name string
	Kind         string
	Day          string
	Years        int // of badge
	Sentence     string
}

// Falling lists what falls due in a cell on the days [from, until), earliest
// first, to those who keep its roll. Lengths are rule data (member.probation,
// badge.ladder, org.term); ends of an exemption, stay or post are as recorded.
func Falling(rd *store.Reader, book *rule.Book, cell, from, until string) ([]Matter, error) {
	if err := org.Must(rd, access.RollView, cell); err != nil {
		return nil, err
	}
	all, err := Roll(rd, cell, from)
	if err != nil {
		return nil, err
	}
	var out []Matter
	add := func(m Member, kind, day, says string) {
		if day >= from && day < until {
			out = append(out, Matter{Member: m.ID, Name: m.FullName, Kind: kind, Day: day, Sentence: "Đồng chí " + m.FullName + " " + says + " ngày " + vi.ShowDay(day)})
		}
	}
	ends, err := endings(rd, all, from)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		if m.Standing == "probationary" && m.AdmittedOn != "" {
			add(m, ProbationEnds, book.Probation(m.AdmittedOn).End(m.AdmittedOn), "hết thời gian dự bị")
		}
		if e, ok := ends[m.ID]; ok {
			add(m, e.kind, vi.AddDays(e.until, -1), e.says)
		}
		if m.AdmittedOn != "" && m.Activity != "temporary_here" && m.Activity != "sent_here" { // the own cell sees to the badge
			if years, day := book.Badges(from).Due(m.AdmittedOn, from, until); years > 0 {
				out = append(out, Matter{Member: m.ID, Name: m.FullName, Kind: BadgeDue, Day: day, Years: years, Sentence: fmt.Sprintf("Đồng chí %s đủ %d năm tuổi Đảng ngày %s", m.FullName, years, vi.ShowDay(day))})
			}
		}
	}
	posts, err := store.All(rd, scanHolding, holding+`h.org = $2 and h.from_day <= $3 and h.to_day is not null and h.to_day > $3 order by h.to_day, h.id`, cell, from)
	if err != nil {
		return nil, err
	}
	for _, h := range posts {
		add(Member{FullName: h.FullName}, PostEnds, vi.AddDays(h.To, -1), "hết thời gian giữ chức vụ")
	}
	if err := termOf(rd, book, cell, from, until, &out); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Matter) int { return strings.Compare(a.Day, b.Day) })
	return out, nil
}

func termOf(rd *store.Reader, book *rule.Book, cell, from, until string, out *[]Matter) error {
	if can, err := access.Can(rd, access.OrgView, cell); err != nil || !can { // a cell that no longer stands has no term
		return err
	}
	_, to, err := org.TermOf(rd, book, cell, from)
	if err != nil {
		return err
	}
	if day := vi.AddDays(to, -1); to != "" && day >= from && day < until {
		*out = append(*out, Matter{Kind: TermEnds, Day: day, Sentence: "Nhiệm kỳ của chi bộ hết ngày " + vi.ShowDay(day)})
	}
	return nil
}

type ending struct{ kind, until, says string }

// endings are the recorded ends of what each member's activity is on a day; the
// last prolonging counts.
func endings(rd *store.Reader, all []Member, day string) (map[string]ending, error) {
	out := map[string]ending{}
	for from := 0; from < len(all); from += 128 {
		page := all[from:min(from+128, len(all))]
		ids := make([]string, len(page))
		for i, m := range page {
			ids[i] = m.ID
		}
		list, args := in(ids, 3)
		dated, err := rd.Strings(`select distinct e.member from member_event e where e.tenant = $1 and e.until_day > $2 and e.member in `+list, append([]any{day}, args...)...)
		if err != nil {
			return nil, err
		}
		for _, id := range dated {
			events, err := eventsOf(rd, id)
			if err != nil {
				return nil, err
			}
			if e, ok := ends(events, day); ok {
				out[id] = e
			}
		}
	}
	return out, nil
}

// ends tells when the activity of a day is over without a word of anybody, and
// what it then says; prolongings are counted in.
func ends(events []Event, day string) (ending, bool) {
	kind, until := "", ""
	walk(effective(events), func(s state, at string) {
		now := ""
		if n := len(s.layers); n > 0 && s.org != "" {
			now = s.layers[n-1].kind
		}
		switch {
		case at <= day:
			kind, until = now, ""
		case until == "" && now != kind:
			until = at
		}
	})
	if kind == "" || until == "" {
		return ending{}, false
	}
	switch kind {
	case Exempted:
		return ending{ExemptionEnds, until, "hết thời gian miễn sinh hoạt"}, true
	case Away:
		return ending{StayEnds, until, "hết thời gian sinh hoạt tạm thời nơi khác"}, true
	case TemporaryHere:
		return ending{StayEnds, until, "hết thời gian sinh hoạt tạm thời tại chi bộ"}, true
	case Sent:
		return ending{SentEnds, until, "hết thời gian tăng cường"}, true
	}
	return ending{}, false
}
