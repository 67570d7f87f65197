package ward

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// place is one place of a committee's: its word, where it is, and who may go there.
type place struct {
	word   string
	to     func(slug string) string
	action access.Action
}

// works are all of them, by what they are for.
func works(today string) map[string][]place {
	month, year := vi.MonthOf(today), today[:4]
	return map[string][]place{
		"month": {
			{"contents.month", link.Committee, access.MonthView},
			{"works.calls", link.Cells, access.MonthView},
			{"works.schedule", func(slug string) string { return link.Schedule(slug, vi.NextMonth(month)) }, access.MonthView},
			{"contents.hop", link.CommitteeMeetings, access.CommitteeView},
			{"contents.scores", link.ConfirmScores, access.ScoreConfirm},
			{"wardpage.tasks", link.CommitteeTasks, access.TaskView},
		},
		"down": {
			{"contents.directives", link.Directives, access.DirectiveView},
			{"campaign.list", link.Campaigns, access.CampaignView},
			{"contents.targets", link.WardTargets, access.TargetsView},
			{"household.ward", link.WardHouseholds, access.MonthView},
			{"goodway.door", link.WardGoodWays, access.GoodwayView},
		},
		"help": {
			{"visit.door", link.WardVisits, access.VisitKeep},
			{"assist.ward", link.WardHelp, access.AssistKeep},
			{"contents.concerns", link.WardConcerns, access.ConcernHear},
			{"commend.ward", link.PraiseProposals, access.CommendHear},
			{"formality.door.ward", link.LooksBack, access.FormalityTold},
			{"inspection.door", link.WardChecks, access.ChecksView},
			{"mandate.door", link.Mandates, access.MandateKeep},
		},
		"report": {
			{"synthesis.door", func(slug string) string { return link.Synthesis(slug, year+"-nam") }, access.MonthView},
			{"gradingsheet.door", func(slug string) string { return link.GradingSheet(slug, vi.PrevMonth(month)) }, access.ScoreConfirm},
			{"works.reviews", func(slug string) string { return link.YearReview(slug, year) }, access.CampaignView},
			{"works.year", link.YearScores, access.ScoreConfirm},
			{"returns.door", link.Returns, access.ScoreConfirm},
			{"counts.door", link.Counts, access.CountsSend},
		},
		"keep": {
			{"programme.door", link.OwnProgrammes, access.ProgrammeView},
			{"wardpage.members", link.AllMembers, access.RollImport},
			{"wardpage.orgs", link.OrgTree, access.OrgEdit},
			{"contents.rules", link.Rules, access.RuleView},
			{"contents.officeprints", link.OfficePrints, access.HandoutBatch},
			{"wardpage.import", link.Imports, access.RollImport},
			{"wardpage.settings", link.Settings, access.Settings},
		},
	}
}

// Works is GET /cap-uy/{cu}/viec: everything a committee does here, of which each sees
// what is his.
func Works(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var groups []Group
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		all := works(rd.Today())
		groups = nil
		for _, name := range []string{"month", "down", "help", "report", "keep"} {
			g := Group{Title: r.T("works." + name)}
			for _, x := range all[name] {
				may, err := access.Can(rd, x.action, top.ID)
				if err != nil {
					return err
				}
				if may {
					g.Rows = append(g.Rows, ui.Row{Href: x.to(top.Slug), Title: r.T(x.word)})
				}
			}
			if len(g.Rows) > 0 {
				groups = append(groups, g)
			}
		}
		return access.Must(rd, access.MonthView, top.ID)
	}); err != nil {
		return err
	}
	return r.Page(w, 0, ui.Page{Title: r.T("works.title") + " · " + top.Name, Where: top.Name, Heading: r.T("works.title"), Role: r.RoleLine(), Back: &ui.Link{Href: link.Committee(top.Slug)},
		Primary: &ui.Action{Text: r.T("works.desk"), Href: link.Committee(top.Slug)}}, ShowWorks(groups))
}
