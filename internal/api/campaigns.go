package api

import (
	"chibo/internal/campaign"
	"chibo/internal/store"
)

// CampaignText is what a committee writes of a topic it puts to its cells.
type CampaignText struct {
	Topic     string   `json:"topic" minLength:"1" maxLength:"800"`
	Why       string   `json:"why" minLength:"1" maxLength:"4000"`
	Material  string   `json:"material,omitempty" maxLength:"40000"`
	Questions []string `json:"questions" minItems:"1" maxItems:"3"`
	Due       string   `json:"due" format:"date" doc:"Last day to send results; one on a holiday stays there"`
	Period    string   `json:"period,omitempty" maxLength:"7" doc:"2026-12, 2026-Q4, or 2026 for a study of the year; stands from the sending on"`
	Kinds     []string `json:"kinds,omitempty" maxItems:"20" doc:"Of cells; none: all. Stands from the sending on"`
}

func (t CampaignText) campaign() campaign.Campaign {
	return campaign.Campaign{Topic: t.Topic, Why: t.Why, Material: t.Material, Asked: t.Questions, Due: t.Due, Period: t.Period, Kinds: t.Kinds}
}

// CampaignCell is how far one cell came, and its own words once it sent them.
type CampaignCell campaign.Row

// CampaignCounts are the four steps over the cells; the committee's own row is none.
type CampaignCounts campaign.Counts

// CampaignRemedy is what the committee has to mend, by whom and until when.
type CampaignRemedy struct {
	Text  string `json:"text" maxLength:"800"`
	Owner string `json:"owner" maxLength:"64" doc:"Person who holds a post in the committee"`
	Due   string `json:"due" format:"date"`
}

// CampaignStanding is a campaign with its cells, the committee first.
type CampaignStanding struct {
	campaign.Campaign
	Counts   CampaignCounts   `json:"counts"`
	Cells    []CampaignCell   `json:"cells" nullable:"false"`
	Remedies []CampaignRemedy `json:"remedies" nullable:"false"`
}

// CampaignAsked is a campaign as one cell has it.
type CampaignAsked struct {
	Campaign campaign.Campaign `json:"campaign"`
	Cell     CampaignCell      `json:"cell"`
	Answered []string          `json:"answered_questions" nullable:"true" doc:"The questions its answers are to, of the edition it answered"`
}

func wireAsked(r campaign.Received) CampaignAsked {
	return CampaignAsked{r.Campaign, CampaignCell(r.Row), r.Reads}
}

func sameCampaign(c campaign.Campaign) campaign.Campaign { return c }

func (s *server) campaigns() {
	read(s, "campaigns.list", func(rd *store.Reader, in *ByID) (List[campaign.Campaign], error) {
		all, err := campaign.List(rd, in.ID)
		return list(all, "", sameCampaign), err
	})
	write(s, "campaigns.create", func(tx *store.Tx, in *struct {
		ByID
		Body CampaignText
	}) (campaign.Campaign, error) {
		c := in.Body.campaign()
		c.Org = in.ID
		return campaign.Create(tx, s.book(tx), c)
	})
	read(s, "campaigns.get", func(rd *store.Reader, in *ByID) (out CampaignStanding, err error) {
		if out.Campaign, err = campaign.Get(rd, in.ID); err != nil {
			return out, err
		}
		rows, err := campaign.Rows(rd, out.Campaign)
		if err != nil {
			return out, err
		}
		out.Counts, out.Cells, out.Remedies = CampaignCounts(campaign.Count(rows)), []CampaignCell{}, []CampaignRemedy{}
		for _, r := range rows {
			out.Cells = append(out.Cells, CampaignCell(r))
		}
		todo, err := campaign.Remedies(rd, out.Campaign)
		for _, r := range todo {
			out.Remedies = append(out.Remedies, CampaignRemedy{r.Text, r.Owner, r.Due})
		}
		return out, err
	})
	s.keptCampaigns()
	s.askedCampaigns()
}

func (s *server) keptCampaigns() {
	write(s, "campaigns.change", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			CampaignText
			Version int64 `json:"version"`
		}
	}) (campaign.Campaign, error) {
		c := in.Body.campaign()
		c.ID = in.ID
		return campaign.Change(tx, s.book(tx), in.Body.Version, c)
	})
	write(s, "campaigns.send", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version int64 `json:"version"`
		}
	}) (campaign.Campaign, error) {
		return campaign.Send(tx, in.ID, in.Body.Version)
	})
	write(s, "campaigns.remind", func(tx *store.Tx, in *ByID) (struct {
		Cells int64 `json:"cells"`
	}, error) {
		n, err := campaign.Remind(tx, in.ID)
		return struct {
			Cells int64 `json:"cells"`
		}{n}, err
	})
	write(s, "campaigns.close", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Causes   string           `json:"causes" minLength:"1" maxLength:"12000"`
			Remedies []CampaignRemedy `json:"remedies" minItems:"1" maxItems:"5"`
			Version  int64            `json:"version"`
		}
	}) (campaign.Campaign, error) {
		var todo []campaign.Remedy
		for _, r := range in.Body.Remedies {
			todo = append(todo, campaign.Remedy{Text: r.Text, Owner: r.Owner, Due: r.Due})
		}
		return campaign.Close(tx, in.ID, in.Body.Version, in.Body.Causes, todo)
	})
}

func (s *server) askedCampaigns() {
	read(s, "campaigns.asked", func(rd *store.Reader, in *ByID) (List[CampaignAsked], error) {
		all, err := campaign.OfCell(rd, in.ID)
		return list(all, "", wireAsked), err
	})
	write(s, "campaigns.answer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Org      string   `json:"org" maxLength:"64" doc:"The cell, or the committee itself"`
			Edition  int      `json:"edition" doc:"The edition that was read"`
			Version  int64    `json:"version" doc:"Of the cell's row"`
			Answers  []string `json:"answers" minItems:"1" maxItems:"3"`
			Practice string   `json:"practice,omitempty" maxLength:"800"`
			Shares   bool     `json:"shares,omitempty" doc:"Others may read the practice with the cell's name"`
		}
	}) (CampaignAsked, error) {
		b := in.Body
		got, err := campaign.Answer(tx, campaign.Answering{Campaign: in.ID, Org: b.Org, Edition: b.Edition, Version: b.Version, Answers: b.Answers, Practice: b.Practice, Shares: b.Shares})
		return wireAsked(got), err
	})
}
