package campaign

import (
	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Where a suggestion comes from.
const (
	FromConcerns = "concerns" // raised on one topic
	FromTasks    = "tasks"    // past their day
	FromFindings = "findings" // of one sign, told to the committee
)

// Suggestion is a topic that numbers speak for: how often, of what. It names nobody and
// quotes nothing.
type Suggestion struct {
	From string `json:"from"`
	Key  string `json:"key"` // topic of rule concern.clock, or the kind of finding; "" for tasks
	N    int    `json:"n"`
}

// poolMonths is how far back the pool looks: the quarter before.
const poolMonths = 3

// Pool are the topics the numbers of the last three months speak for, the most frequent
// of each kind first: for a committee over its cells, for a cell its own. Matters fewer
// than the least group of the desk are not told apart: of a small cell a topic would say
// who raised it. For whoever writes a campaign, or prepares the cell's meeting.
func Pool(rd *store.Reader, book *rule.Book, org string) ([]Suggestion, error) {
	may, err := access.Can(rd, access.CampaignKeep, org)
	if err == nil && !may {
		err = access.Must(rd, access.MeetingPrepare, org)
	}
	if err != nil {
		return nil, err
	}
	from := rd.Today()[:7]
	for range poolMonths {
		from = vi.PrevMonth(from)
	}
	from += rd.Today()[7:]
	const below = ` from org_edge top cross join org_edge e `
	const where = ` where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
		and e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3) `
	all, err := suggested(rd, FromConcerns, `select c.topic, count(*)`+below+`cross join concern c`+where+`and c.tenant = e.tenant and c.org = e.org and c.raised_on >= $4 and c.state <> 'withdrawn' group by c.topic order by count(*) desc, c.topic`, org, from)
	if err != nil {
		return nil, err
	}
	late, err := suggested(rd, FromTasks, `select '', count(*)`+below+`cross join task t`+where+`and t.tenant = e.tenant and t.org = e.org and t.closed_on is null and t.state <> 'reported' and t.due >= $4 and t.due < $3 and t.circle = ''`, org, from)
	if err != nil {
		return nil, err
	}
	signs, err := suggested(rd, FromFindings, `select f.kind, count(*)`+below+`cross join finding f`+where+`and f.tenant = e.tenant and f.org = e.org and f.told_on >= $4 and f.told_on <= $3 and f.gone_at is null group by f.kind order by count(*) desc, f.kind`, org, from)
	if err != nil {
		return nil, err
	}
	law := book.Attention(rd.Today())
	var out []Suggestion
	for _, s := range append(append(all, late...), signs...) {
		if s.N > 0 && (s.From != FromConcerns || !law.Small(s.N)) {
			out = append(out, s)
		}
	}
	return out, nil
}

func suggested(rd *store.Reader, from, text, org, since string) ([]Suggestion, error) {
	return store.All(rd, func(scan store.Scan) (Suggestion, error) {
		s := Suggestion{From: from}
		err := scan(&s.Key, &s.N)
		return s, err
	}, text, org, rd.Today(), since)
}
