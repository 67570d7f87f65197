package campaign

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Remedy is what is to be done about a cause, by whom of the committee and until when.
// The room of tasks gives tasks only from a resolution that a meeting sealed, with one
// of its members as owner; so a remedy stands on the committee's next agenda, and what
// is resolved there becomes the task (docs/adr/0069).
type Remedy struct {
	N         int    `json:"n"`
	Text      string `json:"text"`
	Owner     string `json:"owner"` // person who holds a post in the committee
	OwnerName string `json:"owner_name"`
	Due       string `json:"due"`
}

// RemedyMost is how many a report has.
const RemedyMost = 5

// Remedies are those of one campaign.
func Remedies(rd *store.Reader, c Campaign) ([]Remedy, error) {
	if err := access.Must(rd, access.CampaignView, c.Org); err != nil {
		return nil, err
	}
	return remedies(rd, c.ID)
}

func remedies(rd *store.Reader, id string) ([]Remedy, error) {
	return store.All(rd, scanRemedy, `select r.n, r.text, r.owner, coalesce(p.full_name, ''), r.due from campaign_remedy r left join person p on p.tenant = r.tenant and p.id = r.owner where r.tenant = $1 and r.campaign = $2 order by r.n`, id)
}

func scanRemedy(scan store.Scan) (r Remedy, err error) {
	err = scan(&r.N, &r.Text, &r.Owner, &r.OwnerName, &r.Due)
	return
}

// Close ends it with the causes and what is to be done. Closed again with the same
// words it is the same.
func Close(tx *store.Tx, id string, version int64, causes string, todo []Remedy) (Campaign, error) {
	c, err := read(tx.Reader, id)
	if err != nil {
		return Campaign{}, err
	}
	if err := access.Must(tx.Reader, access.CampaignKeep, c.Org); err != nil {
		return Campaign{}, err
	}
	causes = vi.CleanText(causes)
	switch {
	case c.State == Closed && c.Causes == causes:
		return c, nil
	case c.State == Closed:
		return Campaign{}, fault.New(fault.Conflict, "campaign_closed")
	case c.State == Draft:
		return Campaign{}, fault.New(fault.Conflict, "campaign_not_sent")
	case c.Version != version:
		return Campaign{}, fault.Stale(c)
	}
	if todo, err = checked(tx.Reader, c, causes, todo); err != nil {
		return Campaign{}, err
	}
	for n, r := range todo {
		if _, err := tx.Exec(`insert into campaign_remedy (tenant, campaign, n, text, owner, due) values ($1, $2, $3, $4, $5, $6)`, id, n+1, r.Text, r.Owner, r.Due); err != nil {
			return Campaign{}, err
		}
	}
	c.State, c.ClosedOn, c.Causes = Closed, tx.Today(), causes
	c.Version++
	if _, err := tx.Exec(`update campaign set state = $3, closed_on = $4, causes = $5, version = $6 where tenant = $1 and id = $2`, id, c.State, c.ClosedOn, c.Causes, c.Version); err != nil {
		return Campaign{}, err
	}
	return c, audit.Note(tx, "campaign.close", "campaign", id, c.Org, map[string]any{"remedies": len(todo)})
}

func checked(rd *store.Reader, c Campaign, causes string, todo []Remedy) (out []Remedy, err error) {
	var bad fault.Fields
	if !fits(causes, 3*whyMost) {
		bad.Add("causes", "campaign_causes", "limit", 3*whyMost)
	}
	for i, r := range todo {
		n := string(rune('1' + i))
		if r.Text = vi.Clean(r.Text); r.Text == "" {
			continue
		}
		if !fits(r.Text, topicMost) || i >= RemedyMost {
			bad.Add("remedy"+n, "campaign_remedy", "limit", topicMost)
		}
		if !vi.ValidDay(r.Due) || r.Due < rd.Today() {
			bad.Add("due"+n, "campaign_due")
		}
		held, err := rd.Int(`select count(*) from post_holding where tenant = $1 and person = $2 and org = $3 and from_day <= $4 and (to_day is null or to_day > $4) and post <> 'administrator'`, r.Owner, c.Org, rd.Today())
		if err != nil {
			return nil, err
		}
		if held == 0 {
			bad.Add("owner"+n, "campaign_owner")
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		bad.Add("remedy1", "campaign_remedy", "limit", topicMost)
	}
	return out, bad.Err()
}

// Owed are the remedies of a committee that no meeting of it has had on its agenda:
// what its next one treats. An ID and the topic stand in each.
type Owed struct {
	Remedy
	Campaign, Topic string
}

// RemediesOwed lists them for a meeting of the committee.
func RemediesOwed(rd *store.Reader, org, meeting string) ([]Owed, error) {
	return store.All(rd, func(scan store.Scan) (o Owed, err error) {
		err = scan(&o.N, &o.Text, &o.Owner, &o.OwnerName, &o.Due, &o.Campaign, &o.Topic)
		return
	}, `select r.n, r.text, r.owner, coalesce(p.full_name, ''), r.due, c.id, d.topic
		from campaign c cross join campaign_edition d cross join campaign_remedy r left join person p on p.tenant = r.tenant and p.id = r.owner
		where c.tenant = $1 and c.org = $2 and c.state = 'closed' and d.tenant = c.tenant and d.campaign = c.id and d.n = c.edition and r.tenant = c.tenant and r.campaign = c.id
		and not exists (select 1 from agenda_item i where i.tenant = r.tenant and i.source_kind = 'remedy' and i.source_id = r.campaign || '/' || r.n and i.meeting <> $3)
		order by c.closed_on, c.id, r.n`, org, meeting)
}
