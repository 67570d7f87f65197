// Package campaign is one question put by a committee to its cells: a topic, why, the
// material, at most three questions, a last day. Every cell finds it in the draft of
// its agenda and answers in its own words after its meeting; the committee holds it
// too and stands in its own table. Nothing is marked or ranked. How far a cell came
// follows from its meetings: it is counted, never reported.
package campaign

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states of a campaign.
const (
	Draft  = "draft"
	Sent   = "sent"
	Closed = "closed"
)

// The limits of the form (design 4.11), in letters.
const (
	Questions  = 3
	topicMost  = 200
	whyMost    = 1000
	AnswerMost = 1000
)

// Campaign is one with the words of its present edition.
type Campaign struct {
	ID       string   `json:"id"`
	Org      string   `json:"org"`
	State    string   `json:"state"`
	Period   string   `json:"period"` // 2026-12, 2026-Q4, or 2026 for a study of the year
	Kinds    []string `json:"kinds"`  // of cells asked; none: all
	Topic    string   `json:"topic"`
	Why      string   `json:"why"`
	Material string   `json:"material"`
	Asked    []string `json:"questions"`
	Due      string   `json:"due"` // last day to send results
	Edition  int      `json:"edition"`
	SentOn   string   `json:"sent_on"`
	ClosedOn string   `json:"closed_on"`
	Causes   string   `json:"causes"` // typed at the closing
	Version  int64    `json:"version"`
}

// Collecting tells that the last day is over and it is not closed.
func (c Campaign) Collecting(today string) bool { return c.State == Sent && c.Due < today }

// Within tells whether the meeting of a month may treat it.
func (c Campaign) Within(month string) bool {
	from, to := Months(c.Period)
	return from <= month && month <= to
}

var periodForm = regexp.MustCompile(`^20\d\d(-(0[1-9]|1[0-2]|Q[1-4]))?$`)

// Months are the first and the last month of a period.
func Months(period string) (from, to string) {
	switch {
	case len(period) == 4:
		return period + "-01", period + "-12"
	case len(period) == 7 && period[5] == 'Q':
		first := int(period[6]-'1')*3 + 1
		return month(period[:4], first), month(period[:4], first+2)
	}
	return period, period
}

func month(year string, n int) string {
	return year + "-" + string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
}

const columns = `c.id, c.org, c.state, c.period, c.kinds, c.edition, c.sent_on, c.closed_on, c.causes, c.version, d.topic, d.why, d.material, d.questions, d.due
	from campaign c join campaign_edition d on d.tenant = c.tenant and d.campaign = c.id and d.n = c.edition`

func scan(row store.Scan) (c Campaign, err error) {
	kinds, asked := "", ""
	if err = row(&c.ID, &c.Org, &c.State, &c.Period, &kinds, &c.Edition, &c.SentOn, &c.ClosedOn, &c.Causes, &c.Version, &c.Topic, &c.Why, &c.Material, &asked, &c.Due); err != nil {
		return c, err
	}
	c.Kinds, c.Asked = strings.Fields(kinds), parts(asked)
	return c, nil
}

// parts are the texts kept in one column.
func parts(text string) (out []string) {
	_ = json.Unmarshal([]byte(text), &out) // written by this package alone
	return out
}

// List are the campaigns of a committee, the latest first, for those who see its desk.
func List(rd *store.Reader, org string) ([]Campaign, error) {
	if err := access.Must(rd, access.CampaignView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scan, `select `+columns+` where c.tenant = $1 and c.org = $2 order by c.created_at desc, c.id limit 100`, org)
	if err != nil {
		return nil, err
	}
	keeps, err := access.Can(rd, access.CampaignKeep, org)
	if !keeps { // a draft is the office's
		all = slices.DeleteFunc(all, func(c Campaign) bool { return c.State == Draft })
	}
	return all, err
}

// Get reads one for its committee.
func Get(rd *store.Reader, id string) (Campaign, error) {
	c, err := read(rd, id)
	if err != nil {
		return Campaign{}, err
	}
	action := access.CampaignView
	if c.State == Draft {
		action = access.CampaignKeep
	}
	if err := access.Must(rd, action, c.Org); err != nil {
		return Campaign{}, err
	}
	return c, nil
}

func read(rd *store.Reader, id string) (Campaign, error) {
	return store.One(rd, scan, `select `+columns+` where c.tenant = $1 and c.id = $2`, id)
}

// Create writes a draft.
func Create(tx *store.Tx, book *rule.Book, in Campaign) (Campaign, error) {
	if err := access.Must(tx.Reader, access.CampaignKeep, in.Org); err != nil {
		return Campaign{}, err
	}
	if err := in.tidy(book, tx.Today(), ""); err != nil {
		return Campaign{}, err
	}
	in.ID, in.State, in.Edition, in.Version = store.NewID(), Draft, 1, 1
	if _, err := tx.Exec(`insert into campaign (tenant, id, org, state, period, kinds, edition, sent_on, closed_on, causes, version, created_at, created_by) values ($1, $2, $3, $4, $5, $6, 1, '', '', '', 1, $7, $8)`,
		in.ID, in.Org, in.State, in.Period, strings.Join(in.Kinds, " "), tx.Now(), tx.Viewer().Person); err != nil {
		return Campaign{}, err
	}
	if err := in.keep(tx); err != nil {
		return Campaign{}, err
	}
	return in, audit.Note(tx, "campaign.create", "campaign", in.ID, in.Org, in)
}

// keep writes the words of the present edition.
func (c Campaign) keep(tx *store.Tx) error {
	_, err := tx.Exec(`insert into campaign_edition (tenant, campaign, n, topic, why, material, questions, due, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (tenant, campaign, n) do update set topic = excluded.topic, why = excluded.why, material = excluded.material, questions = excluded.questions, due = excluded.due, at = excluded.at, by_person = excluded.by_person`,
		c.ID, c.Edition, c.Topic, c.Why, c.Material, store.JSON(c.Asked), c.Due, tx.Now(), tx.Viewer().Person)
	return err
}

// Change writes it anew. A draft is simply another; once cells have it, other words are
// a new edition and answers stay with the one they answered. Period and kinds stand
// from the sending on.
func Change(tx *store.Tx, book *rule.Book, version int64, in Campaign) (Campaign, error) {
	old, err := forKeeping(tx, in.ID)
	if err != nil {
		return Campaign{}, err
	}
	now := old
	now.Topic, now.Why, now.Material, now.Asked, now.Due = in.Topic, in.Why, in.Material, in.Asked, in.Due
	if old.State == Draft {
		now.Period, now.Kinds = in.Period, in.Kinds
	}
	if err := now.tidy(book, tx.Today(), old.Due); err != nil {
		return Campaign{}, err
	}
	if store.JSON(now) == store.JSON(old) {
		return old, nil
	}
	if old.Version != version {
		return Campaign{}, fault.Stale(old)
	}
	if now.Version++; old.State == Sent {
		now.Edition++
	}
	if _, err := tx.Exec(`update campaign set period = $3, kinds = $4, edition = $5, version = $6 where tenant = $1 and id = $2`, now.ID, now.Period, strings.Join(now.Kinds, " "), now.Edition, now.Version); err != nil {
		return Campaign{}, err
	}
	if err := now.keep(tx); err != nil {
		return Campaign{}, err
	}
	return now, audit.Note(tx, "campaign.change", "campaign", now.ID, now.Org, map[string]any{"before": old, "after": now})
}

// forKeeping reads one that is not closed, for the office.
func forKeeping(tx *store.Tx, id string) (Campaign, error) {
	c, err := read(tx.Reader, id)
	if err != nil {
		return c, err
	}
	if err := access.Must(tx.Reader, access.CampaignKeep, c.Org); err != nil {
		return c, err
	}
	if c.State == Closed {
		return c, fault.New(fault.Conflict, "campaign_closed")
	}
	return c, nil
}

// tidy cleans the fields as typed and says everything that is wrong.
func (c *Campaign) tidy(book *rule.Book, today, dueBefore string) error {
	c.Topic, c.Why, c.Material = vi.Clean(c.Topic), vi.CleanText(c.Why), vi.CleanText(c.Material)
	var asked []string
	for _, q := range c.Asked {
		if q = vi.Clean(q); q != "" {
			asked = append(asked, q)
		}
	}
	c.Asked = asked
	var bad fault.Fields
	if !fits(c.Topic, topicMost) {
		bad.Add("topic", "campaign_topic", "limit", topicMost)
	}
	if !fits(c.Why, whyMost) {
		bad.Add("why", "campaign_why", "limit", whyMost)
	}
	if utf8.RuneCountInString(c.Material) > 10*whyMost {
		bad.Add("material", "campaign_material", "limit", 10*whyMost)
	}
	if len(asked) == 0 || len(asked) > Questions || slices.ContainsFunc(asked, func(q string) bool { return !fits(q, topicMost) }) {
		bad.Add("question1", "campaign_questions", "limit", topicMost)
	}
	if !vi.ValidDay(c.Due) || c.Due < today && c.Due != dueBefore {
		bad.Add("due", "campaign_due")
	}
	if !periodForm.MatchString(c.Period) {
		bad.Add("period", "campaign_period")
	}
	kinds := book.CellKinds(today)
	for _, k := range c.Kinds {
		if _, known := kinds.Find(rule.OrgKind(k)); !known {
			bad.Add("kinds", "campaign_kinds")
			break
		}
	}
	return bad.Err()
}

func fits(text string, most int) bool { return text != "" && utf8.RuneCountInString(text) <= most }
