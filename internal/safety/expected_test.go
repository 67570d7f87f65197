package safety

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/api"
)

// narrower are routes whose room asks for more than the table of routes, which
// lets in whoever may have a reason: any one of these actions is needed. A form
// that changes something may not stand under a right to look alone, so every
// such POST must be named here.
var narrower = map[string][]access.Action{
	"POST /chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/{id}": {access.MinutesEdit},
	"POST /chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan":      {access.MinutesSeal, access.MeetingRun},
	"GET /dang-vien/{id}":                            {access.RollView},    // of somebody else
	"GET /chi-bo/{cb}/sinh-hoat/{ky}/tai/{tep}":      {access.MinutesView}, // the minutes themselves
	"GET /nhiem-vu/{id}":                             {access.TaskView},    // of somebody else
	"GET /nhiem-vu/{id}/bao-ket-qua":                 {access.TaskEdit},
	"POST /nhiem-vu/{id}/bao-ket-qua":                {access.TaskEdit},
	"GET /nhiem-vu/{id}/can-giup":                    {access.TaskEdit},
	"POST /nhiem-vu/{id}/can-giup":                   {access.TaskEdit},
	"POST /nhiem-vu/{id}/bat-dau":                    {access.TaskEdit},
	"GET /nhiem-vu/{id}/xin-them-thoi-gian":          {access.TaskEdit},
	"POST /nhiem-vu/{id}/xin-them-thoi-gian":         {access.TaskEdit},
	"GET /nhac-nho/{id}":                             {access.ReminderKeep}, // of somebody else
	"GET /toi/bao-vang/{id}":                         {access.MinutesView},  // whoever stands on the roll of the cell
	"GET /toi/bao-co-mat/{id}":                       {access.MinutesView},
	"POST /toi/bao-co-mat/{id}":                      {access.MinutesView},
	"GET /toi/ma-diem-danh/{id}":                     {access.MinutesView},
	"GET /toi/y-kien-truoc/{id}":                     {access.MinutesView},
	"POST /toi/y-kien-truoc/{id}":                    {access.MinutesView},
	"GET /toi/y-kien-truoc/{id}/bien-nhan":           {access.MinutesView},
	"POST /toi/y-kien-truoc/{id}/bien-nhan":          {access.MinutesView},
	"GET /nhiem-vu-nam/{id}":                         {access.DutyEdit}, // of somebody else
	"GET /nhiem-vu-nam/{id}/bao-ket-qua":             {access.DutyEdit},
	"POST /nhiem-vu-nam/{id}/bao-ket-qua":            {access.DutyEdit},
	"POST /toi/bao-vang/{id}":                        {access.MinutesView},
	"GET /chi-bo/{cb}/tam-tu":                        {access.ConcernKeep, access.ConcernTrust},
	"GET /chi-bo/{cb}/tam-tu/ghi":                    {access.ConcernKeep, access.ConcernTrust},
	"POST /chi-bo/{cb}/tam-tu/ghi":                   {access.ConcernKeep, access.ConcernTrust},
	"GET /chi-bo/{cb}/tam-tu/{id}":                   {access.ConcernKeep}, // of those addressed to the secretary
	"POST /chi-bo/{cb}/tam-tu/{id}":                  {access.ConcernKeep},
	"POST /chi-bo/{cb}/giup/{id}":                    {access.AssistKeep, access.AssistSay},
	"POST /chi-bo/{cb}/di-co-so/{id}":                {access.VisitKeep, access.VisitSay},
	"GET " + api.Prefix + "/good-ways/{id}":          {access.GoodwayRead, access.GoodwayView}, // shared with the committee alone
	"GET /tep/{id}":                                  {access.DocumentView},
	"GET /tep/{id}/bo":                               {access.DocumentEdit},
	"POST /tep/{id}/bo":                              {access.DocumentEdit},

	"GET " + api.Prefix + "/privacy/requests/{id}":                  {access.PrivacyKeep, access.PrivacyFor}, // whoever typed it for a comrade brings the answer back
	"POST " + api.Prefix + "/meetings/{id}/opinions-ahead":          {access.MinutesView},                    // whoever stands on the roll
	"POST " + api.Prefix + "/meetings/{id}/opinions-ahead/receipts": {access.MinutesView},
	"POST " + api.Prefix + "/orgs/{id}/concerns":                    {access.ConcernKeep}, // what the people say
	"GET " + api.Prefix + "/concerns/{id}":                          {access.ConcernKeep},
	"POST " + api.Prefix + "/concerns/{id}/answer":                  {access.ConcernKeep},
	"POST " + api.Prefix + "/concerns/{id}/pass":                    {access.ConcernKeep},
	"POST " + api.Prefix + "/concerns/{id}/word":                    {access.ConcernKeep},
	"GET " + api.Prefix + "/orgs/{id}/months/{month}/word":          {access.SilenceSay, access.SilenceRemind},
	"GET " + api.Prefix + "/reminders":                              {access.SignedIn},
	"GET " + api.Prefix + "/files/{id}":                             {access.DocumentView},
	"DELETE " + api.Prefix + "/files/{id}":                          {access.DocumentEdit},
	"GET " + api.Prefix + "/meetings/{id}/documents":                {access.MeetingView, access.ResolutionView},
	"GET " + api.Prefix + "/meetings/{id}/documents/{file}":         {access.MinutesView},
	"GET " + api.Prefix + "/log/proofs/{document}":                  {access.ResolutionView}, // the proof of a resolution
	"PUT " + api.Prefix + "/meetings/{id}/resolution":               {access.MeetingPrepare, access.MeetingRun},
	"POST " + api.Prefix + "/meetings/{id}/resolution/swaps":        {access.MeetingPrepare, access.MeetingRun},
	"GET /giay-to/{id}/dinh-chinh":                                  {access.MinutesSeal, access.MeetingRun}, // whoever writes the correction, or signed the paper
	"POST /giay-to/{id}/dinh-chinh/xac-nhan":                        {access.MinutesSeal, access.MeetingRun},
	"GET /chi-bo/{cb}/so-bien-ban/so":                               {access.MinutesSeal, access.Settings},
	"POST /chi-bo/{cb}/so-bien-ban/so":                              {access.MinutesSeal, access.Settings},

	"GET " + api.Prefix + "/papers/{id}/correction":                {access.MinutesSeal, access.MeetingRun},
	"POST " + api.Prefix + "/papers/{id}/correction/confirmations": {access.MinutesSeal, access.MeetingRun},
	"GET " + api.Prefix + "/orgs/{id}/score-trend":                 {access.MinutesView, access.ScoreConfirm},
	"GET " + api.Prefix + "/orgs/{id}/score-years/{year}":          {access.MinutesView, access.ScoreConfirm},
	"GET " + api.Prefix + "/orgs/{id}/numbers":                     {access.MinutesView, access.Settings},
	"PUT " + api.Prefix + "/orgs/{id}/numbers":                     {access.MinutesSeal, access.Settings},

	"POST /chi-bo/{cb}/nhom-ho/{id}":                                  {access.DutyEdit}, // or whoever is in charge of the group
	"PUT " + api.Prefix + "/household-groups/{id}/visit":              {access.DutyEdit},
	"GET " + api.Prefix + "/orgs/{id}/programmes":                     {access.ProgrammeView, access.TargetsView}, // the committee above: texts and figures
	"GET " + api.Prefix + "/programmes/{id}":                          {access.ProgrammeView, access.TargetsView},
	"GET " + api.Prefix + "/programmes/{id}/targets/{target}/figures": {access.ProgrammeView, access.TargetsView},

	"GET /chi-bo/{cb}/chi-uy/so-bien-ban/so":             {access.CommitteeSeal, access.Settings},
	"POST /chi-bo/{cb}/chi-uy/so-bien-ban/so":            {access.CommitteeSeal, access.Settings},
	"GET /cap-uy/{cu}/hop/so-bien-ban/so":                {access.CommitteeSeal, access.Settings},
	"POST /cap-uy/{cu}/hop/so-bien-ban/so":               {access.CommitteeSeal, access.Settings},
	"GET " + api.Prefix + "/orgs/{id}/committee-numbers": {access.CommitteeView, access.Settings},
	"PUT " + api.Prefix + "/orgs/{id}/committee-numbers": {access.CommitteeSeal, access.Settings},
}

// personal are pages where the right follows from being that very person: who
// holds the action may still find nothing of his own there.
var personal = []string{"/toi", "/xem-bien-ban", api.Prefix + "/my-mandates", "/chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan", "/cap-uy/{cu}/hop/{ky}/xac-nhan", "/may/{id}", "/kich-hoat/{ma}", "/thiet-lap/{ma}", "/ngung-nhac/{ma}"}

var looks = []access.Action{access.CommitteeView, access.StandingView, access.DutyView, access.OrgView, access.RollView, access.MeetingView, access.MinutesView, access.ResolutionView, access.TaskView, access.MonthView, access.LogView}

// wanted are the actions of which one must be held: for the meetings of a
// committee above, those of the circle that is walked.
func wanted(method, pattern string, action access.Action, in access.Circle) []access.Action {
	if rest, ok := strings.CutPrefix(pattern, "/cap-uy/{cu}/hop/{ky}"); ok || in != access.OfAll {
		if !ok {
			rest = strings.TrimPrefix(pattern, cellMeeting)
		}
		some := slices.Clone(wanted(method, cellMeeting+rest, action, access.OfAll))
		for i, a := range some {
			some[i] = in.Of(a)
		}
		return some
	}
	if some := narrower[method+" "+pattern]; some != nil {
		return some
	}
	for _, begins := range []string{"/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/", "/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/"} {
		if strings.HasPrefix(pattern, begins) && action == access.MeetingView { // whoever prepares or holds the meeting
			if strings.HasSuffix(pattern, "chuan-bi/noi-dung/{id}/bo") {
				return []access.Action{access.MeetingPrepare}
			}
			return []access.Action{access.MeetingPrepare, access.MeetingRun}
		}
	}
	return []access.Action{action}
}

// may is the law once more, read from the table alone: here nothing of the
// program's own judging is used.
func (m *made) may(g *guest, action access.Action, org string) bool {
	for _, h := range g.grants {
		switch reach := access.Actions()[action][h.Post]; {
		case reach == access.None:
		case h.Org == org, reach != access.OwnCell && h.Org == m.root:
			return true
		}
	}
	return false
}

func anywhere(g *guest, action access.Action) bool {
	return slices.ContainsFunc(g.grants, func(h access.Grant) bool { return access.Actions()[action][h.Post] != access.None })
}

// scope is which organisations an address speaks of; none means anywhere.
func (m *made) scope(pattern string, p place) []string {
	var out []string
	if strings.Contains(pattern, "/cap-uy/{cu}") || strings.Contains(pattern, "/toan-tinh/{cu}") || strings.HasPrefix(pattern, api.Prefix+"/rules") || strings.HasPrefix(pattern, api.Prefix+"/own-rules") || strings.HasPrefix(pattern, api.Prefix+"/returns") || strings.HasPrefix(pattern, api.Prefix+"/mandates") {
		out = append(out, m.root)
	}
	if strings.Contains(pattern, "praise-proposals/{id}") {
		out = append(out, p.org)
	}
	for _, part := range []string{"chi-bo/{cb}", "ban-in/{cb}", "chua-bao/{cb}", "dang-vien/{id}", "cap-ma/{id}", "people/{id}", "nhiem-vu/{id}", "nhiem-vu-nam/{id}", "nhac-nho/{id}", "duties/{id}", "to-chuc/{id}", "chuc-vu/{id}", "orgs/{id}", "members/{id}", "meetings/{id}", "reminders/{id}", "tasks/{id}", "proofs/{document}", "giay-to/{id}", "papers/{id}", "van-ban/{id}", "tep/{id}", "received/{id}", "files/{id}", "rieng-tu/{id}", "han-che/{id}", "quyet-dinh/{id}", "privacy/states/{id}", "privacy/requests/{id}", "findings/{id}", "concerns/{id}", "visits/{id}", "promises/{id}", "household-groups/{id}", "matters/{id}", "programmes/{id}", "chi-tieu/{cb}", "good-ways/{id}", "good-ways-taken/{id}", "good-way-hints/{id}", "help-plans/{id}", "checks/{id}"} {
		if strings.Contains(pattern, part) {
			out = append(out, p.org)
		}
	}
	return out
}

func (m *made) allowed(g *guest, method, pattern string, action access.Action, p place) bool {
	if action == access.Anyone {
		return true
	}
	if g.person == "" {
		return false
	}
	orgs := m.scope(pattern, p)
	return slices.ContainsFunc(wanted(method, pattern, action, p.circle), func(a access.Action) bool {
		if a == access.SignedIn {
			return true
		}
		if len(orgs) == 0 {
			return anywhere(g, a)
		}
		return !slices.ContainsFunc(orgs, func(org string) bool { return !m.may(g, a, org) })
	})
}
