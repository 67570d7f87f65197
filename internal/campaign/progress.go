package campaign

import "chibo/internal/store"

// Progress is how far a campaign that runs came: what a committee's desk draws.
type Progress struct {
	ID, Topic, Due string
	Cells          []Mark // in the order of the tree; of those that stand or answered
	Counts         Counts
	Own            bool // the committee has sent its own results
	Others         int  // campaigns that run beside it
}

// Mark is which steps a cell reached.
type Mark struct{ Planned, Held, Sent, Tasked bool }

// Running is the campaign that a committee sent, has not closed and is due first; ok is
// false where there is none. It asks no right: counts that pages show to those who see
// the committee's campaigns. Three statements, however many cells there are.
func Running(rd *store.Reader, org string) (p Progress, ok bool, err error) {
	n, err := rd.Int(`select count(*) from campaign c where c.tenant = $1 and c.closed_on = '' and c.org = $2 and c.state = 'sent'`, org)
	if err != nil || n == 0 {
		return p, false, err
	}
	p.Others = int(n) - 1
	if err = rd.Get([]any{&p.ID, &p.Topic, &p.Due}, `select c.id, d.topic, d.due from campaign c join campaign_edition d on d.tenant = c.tenant and d.campaign = c.id and d.n = c.edition
		where c.tenant = $1 and c.closed_on = '' and c.org = $2 and c.state = 'sent' order by d.due, c.id limit 1`, org); err != nil {
		return p, false, err
	}
	rows, err := store.All(rd, scanRow, `select `+rowColumns+rowTables+` order by e.path, e.position, k.org`, p.ID, rd.Today())
	if err != nil {
		return p, false, err
	}
	p.Counts = Count(rows)
	for _, r := range rows {
		if r.Own {
			p.Own = r.SentOn != ""
			continue
		}
		if !r.Gone || r.SentOn != "" {
			p.Cells = append(p.Cells, Mark{r.Day != "", r.Held, r.SentOn != "", r.Tasked})
		}
	}
	return p, true, nil
}
