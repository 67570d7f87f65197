package home

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// unanswered are the topics the committee put to the cell whose results it has not sent,
// for one who sends them.
func unanswered(rd *store.Reader, org string) ([]campaign.Received, error) {
	answers, err := access.Can(rd, access.CampaignAnswer, org)
	if err != nil || !answers {
		return nil, err
	}
	all, err := campaign.OfCell(rd, org)
	return slices.DeleteFunc(all, func(x campaign.Received) bool { return x.Campaign.State != campaign.Sent || x.Row.SentOn != "" }), err
}

// topics is a line for each of them, with the last day.
func (h *cellHome) topics(r *page.Request) (rows []ui.Row) {
	for _, x := range h.Topics {
		row := ui.Row{Href: link.CellCampaign(h.Post.OrgSlug, x.Campaign.ID), Icon: "message-square", Kind: "mute", Title: r.T("campaign.home", "topic", x.Campaign.Topic), Second: r.T("campaign.home.by", "day", vi.ShowDay(x.Campaign.Due)), Vi: x.Campaign.Topic}
		if x.Campaign.Due < h.Today {
			row.Kind = "warn"
		}
		rows = append(rows, row)
	}
	return rows
}
