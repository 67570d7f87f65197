package campaign

import (
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Received is a campaign as one cell has it.
type Received struct {
	Campaign Campaign `json:"campaign"`
	Row      Row      `json:"cell"`
	Reads    []string `json:"answered_questions"` // the questions its answers are to, of the edition it answered
	Of       string   `json:"answers_meeting"`    // the meeting its answers would be of; "" before one is over
}

// OfCell are the campaigns a cell was asked in, the latest first.
func OfCell(rd *store.Reader, org string) ([]Received, error) {
	if err := access.Must(rd, access.CampaignRead, org); err != nil {
		return nil, err
	}
	ids, err := rd.Strings(`select c.id from campaign_cell k cross join campaign c where k.tenant = $1 and k.org = $2 and c.tenant = k.tenant and c.id = k.campaign order by c.created_at desc, c.id limit 24`, org)
	var out []Received
	for _, id := range ids {
		r, err := received(rd, id, org)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, err
}

// ForCell reads one as a cell has it: the cell's own, not those of others.
func ForCell(rd *store.Reader, id, org string) (Received, error) {
	if err := mayRead(rd, id, org); err != nil {
		return Received{}, err
	}
	r, err := received(rd, id, org)
	if err == nil {
		r.Of, err = heldAt(rd, r)
	}
	return r, err
}

func mayRead(rd *store.Reader, id, org string) error {
	if ok, err := access.Can(rd, access.CampaignRead, org); err != nil || ok {
		return err
	}
	c, err := read(rd, id)
	if err == nil && c.Org != org { // the committee's own row is its office's
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	return access.Must(rd, access.CampaignView, org)
}

func received(rd *store.Reader, id, org string) (r Received, err error) {
	if r.Campaign, err = read(rd, id); err != nil {
		return r, err
	}
	if r.Row, err = store.One(rd, scanRow, `select `+rowColumns+rowTables+` and k.org = $4`, id, rd.Today(), org); err != nil {
		return r, err
	}
	if r.Row.Edition == r.Campaign.Edition || r.Row.Edition == 0 {
		r.Reads = r.Campaign.Asked
		return r, nil
	}
	r.Reads, err = asked(rd, id, r.Row.Edition)
	return r, err
}

// asked are the questions of an edition.
func asked(rd *store.Reader, id string, n int) ([]string, error) {
	text := ""
	err := rd.Get([]any{&text}, `select questions from campaign_edition where tenant = $1 and campaign = $2 and n = $3`, id, n)
	return parts(text), err
}

// Answering is what a cell sends after its meeting.
type Answering struct {
	Campaign, Org string
	Edition       int   // that was read
	Version       int64 // of the cell's row
	Answers       []string
	Practice      string // what others may learn from, in a line
	Shares        bool   // the cell agrees that others read it, with its name
}

// Answer keeps the cell's own words, once its meeting is over; for the committee's own
// row its office answers. Written on an older edition, the newer one comes back and
// what was typed stays on the page. The same again is one answer.
func Answer(tx *store.Tx, in Answering) (Received, error) {
	old, err := ForCell(tx.Reader, in.Campaign, in.Org)
	if err != nil {
		return Received{}, err
	}
	action := access.CampaignAnswer
	if old.Campaign.Org == in.Org {
		action = access.CampaignKeep
	}
	if err := access.Must(tx.Reader, action, in.Org); err != nil {
		return Received{}, err
	}
	for i := range in.Answers {
		in.Answers[i] = vi.CleanText(in.Answers[i])
	}
	in.Practice = vi.Clean(in.Practice)
	if old.Row.SentOn != "" && old.Row.Edition == in.Edition && store.JSON(old.Row.Answers) == store.JSON(in.Answers) && old.Row.Practice == in.Practice && old.Row.Shares == in.Shares {
		return old, nil
	}
	switch {
	case old.Campaign.State == Closed:
		return Received{}, fault.New(fault.Conflict, "campaign_closed")
	case in.Edition != old.Campaign.Edition || in.Version != old.Row.Version:
		return Received{}, fault.Stale(old)
	}
	if err := in.check(old.Campaign.Asked); err != nil {
		return Received{}, err
	}
	if old.Of == "" {
		return Received{}, fault.New(fault.Conflict, "campaign_not_held")
	}
	if _, err := tx.Exec(`update campaign_cell set meeting = $4, edition = $5, answers = $6, practice = $7, shares = $8, sent_on = $9, sent_by = $10, version = version + 1 where tenant = $1 and campaign = $2 and org = $3`,
		in.Campaign, in.Org, old.Of, in.Edition, store.JSON(in.Answers), in.Practice, in.Shares, tx.Today(), tx.Viewer().Person); err != nil {
		return Received{}, err
	}
	now, err := received(tx.Reader, in.Campaign, in.Org)
	if err != nil {
		return Received{}, err
	}
	return now, audit.Note(tx, "campaign.answer", "campaign", in.Campaign, in.Org, map[string]any{"edition": in.Edition, "meeting": old.Of})
}

func (in Answering) check(asked []string) error {
	var bad fault.Fields
	for i := range asked {
		if i >= len(in.Answers) || !fits(in.Answers[i], AnswerMost) {
			bad.Add("answer"+string(rune('1'+i)), "campaign_answer", "limit", AnswerMost)
		}
	}
	if len(in.Answers) > len(asked) || utf8.RuneCountInString(in.Practice) > topicMost || in.Shares && in.Practice == "" {
		bad.Add("practice", "campaign_practice", "limit", topicMost)
	}
	return bad.Err()
}

// heldAt is the meeting the answers are of: the last one over that had it on its
// agenda; else, where it was treated without a line, the last one over of the period.
func heldAt(rd *store.Reader, r Received) (string, error) {
	circle := ""
	if r.Row.Own {
		circle = "committee"
	}
	from, to := Months(r.Campaign.Period)
	ids, err := rd.Strings(`select m.id from meeting m where m.tenant = $1 and m.org = $2 and m.circle = $3 and m.closed_at is not null and m.closed_at <= $4
		and (m.period >= $5 and m.period <= $6 or exists (select 1 from agenda_item i where i.tenant = m.tenant and i.meeting = m.id and i.source_kind = 'campaign' and i.source_id = $7))
		order by case when exists (select 1 from agenda_item i where i.tenant = m.tenant and i.meeting = m.id and i.source_kind = 'campaign' and i.source_id = $7) then 0 else 1 end, m.starts_at desc limit 1`,
		r.Row.Org, circle, rd.Now(), from, to, r.Campaign.ID)
	if len(ids) == 0 {
		return "", err
	}
	return ids[0], err
}

// Waits are the campaigns a meeting should treat: sent, of its period, not held yet and
// on no other agenda of its body.
func Waits(rd *store.Reader, org, circle, period, meeting string) ([]Campaign, error) {
	all, err := store.All(rd, scan, `select `+columns+` join campaign_cell k on k.tenant = c.tenant and k.campaign = c.id and k.org = $2
		where c.tenant = $1 and c.state = 'sent' and k.sent_on = '' and (case when c.org = k.org then 'committee' else '' end) = $3
		and not exists (select 1 from agenda_item i cross join meeting m where i.tenant = c.tenant and i.source_kind = 'campaign' and i.source_id = c.id and m.tenant = i.tenant and m.id = i.meeting and m.org = k.org and m.circle = $3 and m.id <> $4)
		order by d.due, c.id`, org, circle, meeting)
	var out []Campaign
	for _, c := range all {
		if c.Within(period) {
			out = append(out, c)
		}
	}
	return out, err
}
