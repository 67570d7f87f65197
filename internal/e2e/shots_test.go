package e2e

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/concern"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web"
	"chibo/internal/web/link"
)

// shot is one page to look at, by whom.
type shot struct{ who, path string }

// TestShots takes pictures of every page at 360 and 1280 px into the folder that
// CHIBO_SHOTS names. A GET route without an example here fails, so that no page
// goes unseen.
func TestShots(t *testing.T) {
	dir := os.Getenv("CHIBO_SHOTS")
	if dir == "" {
		t.Skip("CHIBO_SHOTS names no folder for the pictures")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := lived(t)
	cell := s.ward.Cells[2]
	shots := s.examples(t, cell)
	provincial, more := s.provinceExamples(t, shotMonth)
	shots = append(shots, more...)
	people := map[string]*visitor{
		"secretary": s.signIn(t, cell.Secretary, "secretary"), "scribe": s.signIn(t, cell.Scribe, "scribe"), "officer": s.signIn(t, s.ward.Officer, "officer"),
		"supervised": s.signIn(t, s.ward.Cells[13].Secretary, "supervised"), "ahead": s.signIn(t, s.ward.Cells[8].Secretary, "ahead"), "member": s.signIn(t, cell.Members[5].PersonID, "member"), "leader": s.signIn(t, s.ward.Leader, "leader"), "admin": s.signIn(t, s.ward.Admin, "admin"), "taker": s.signIn(t, s.ward.Cells[5].Secretary, "taker"), "reader": s.signIn(t, s.ward.Cells[1].Secretary, "reader"), "stranger": s.phone(t, "stranger"), "several": s.signIn(t, s.ward.Cells[3].Secretary, "several"), "inspector": s.signIn(t, s.ward.Inspector, "inspector"), "province": s.signIn(t, provincial, "province"),
	}
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != "GET" || strings.Contains(r.Pattern, "/tai") && r.Pattern != link.MyPapers && !strings.HasSuffix(r.Pattern, "/tai-lieu") || r.Pattern == "/tep/{id}" || strings.HasSuffix(r.Pattern, "/lich") || isFile(r.Pattern) {
			continue // files are not pages
		}
		for i, one := range examplesOf(shots, r.Pattern) {
			name := strings.Trim(strings.NewReplacer("/", "_", "{", "", "}", "").Replace(r.Pattern), "_")
			if name == "" {
				name = "home"
			}
			if i > 0 {
				name += "-" + strconv.Itoa(i+1)
			}
			t.Run(name, func(t *testing.T) {
				v := people[one.who]
				if v == nil {
					t.Fatal("no example of this page")
				}
				v.t = t
				v.visit(one.path)
				v.picture(360, 640, true, filepath.Join(dir, "360-"+name+".png"))
				v.picture(1280, 800, false, filepath.Join(dir, "1280-"+name+".png"))
				v.run("size", emulation.SetDeviceMetricsOverride(360, 640, 1, true))
			})
		}
	}
}

// picture takes the whole page at a size, and looks at it there.
func (v *visitor) picture(wide, high int64, phone bool, file string) {
	v.t.Helper()
	v.run("size", emulation.SetDeviceMetricsOverride(wide, high, 1, phone))
	if !phone {
		v.look()
	}
	// The bar at its own place at the end: a picture of the whole page has no fold.
	v.run("let the bar lie", chromedp.Evaluate(`document.querySelectorAll('.bar,.top').forEach(e=>{e.style.position='static'})`, nil))
	var b []byte
	v.run("picture", chromedp.FullScreenshot(&b, 100))
	if err := os.WriteFile(file, b, 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// examplesOf picks what fits a pattern: the same words in the same places.
func examplesOf(all []shot, pattern string) []shot {
	want := strings.Split(pattern, "/")
	var out []shot
	for _, one := range all {
		path, _, _ := strings.Cut(one.path, "?")
		have := strings.Split(path, "/")
		fits := len(have) == len(want)
		for i := 0; fits && i < len(want); i++ {
			fits = want[i] == have[i] || strings.HasPrefix(want[i], "{") && have[i] != "moi" && have[i] != "thu-tu" && have[i] != "mo-dau" && have[i] != "mat-khau" && have[i] != "nhap-sau" && have[i] != "so-bien-ban"
		}
		if fits {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return []shot{{}}
	}
	return out
}

// examples brings a meeting into session and names a page for every route.
func (s *server) examples(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	ctx := context.Background()
	as := func(person string, fn func(tx *store.Tx) error) {
		t.Helper()
		if err := s.app.DB.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
			t.Fatal(err)
		}
	}
	must := func(errs ...error) error {
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
	book := s.app.Book
	var now, last, planned meeting.Meeting
	var item meeting.Item
	var doing task.Task
	var deed, part, post, invitation, setup, staged string
	root := s.ward.Root.Slug
	other := s.ward.Cells[5] // planned: to be changed still
	as(cell.Secretary, func(tx *store.Tx) (err error) {
		if now, err = meeting.Find(tx.Reader, cell.ID, "2026-12", meeting.Regular); err != nil {
			return err
		}
		_, err1 := agenda.Draft(tx, book, now.ID)
		_, err2 := meeting.Prepare(tx, now.ID, "Chi ủy thống nhất nội dung.")
		_, err3 := meeting.Announce(tx, now.ID)
		return must(err1, err2, err3)
	})
	s.at(t, "2026-12-03 19:30")
	as(cell.Secretary, func(tx *store.Tx) (err error) {
		if _, err = meeting.Open(tx, book, now.ID, cell.Secretary, cell.Scribe); err != nil {
			return err
		}
		for i, m := range cell.Members[:8] {
			in := attendance.Marking{Meeting: now.ID, Member: m.ID, Status: attendance.Here}
			if i == 4 {
				in.Status, in.Reason = attendance.Excused, "illness"
			}
			if i == 6 {
				in.Status = attendance.Late
				in.At = s.now.Load() + 15*60_000
			}
			if _, err := attendance.CheckIn(tx, in); err != nil {
				return err
			}
		}
		items, err := meeting.Items(tx.Reader, now.ID)
		if err != nil {
			return err
		}
		item = items[2]
		open, err := task.Open(tx.Reader, cell.ID)
		if err != nil {
			return err
		}
		doing = open[0]
		d, _, err := resolution.Put(tx, book, now.ID, 0, "Chi bộ thống nhất các việc sau.", []resolution.Item{
			{Owner: cell.Members[5].ID, Deed: "Vận động hộ dân ngõ 12 phân loại rác tại nhà", Measure: "Đủ 66 hộ nhận thùng rác", Due: "2026-12-20", ReportAt: "2027-01"},
			{Owner: cell.Members[3].ID, Deed: "Sửa đường điện chiếu sáng ngõ 5", Due: "2026-12-25", ReportAt: "2027-01"}})
		if err != nil {
			return err
		}
		deed = d.Items[0].ID
		if err := member.MarkPaperOnly(tx, cell.ID, map[string]bool{doing.Owner: true}); err != nil { // a slip to print
			return err
		}
		last, err = meeting.Find(tx.Reader, cell.ID, "2026-11", meeting.Regular)
		return err
	})
	as(s.ward.Officer, func(tx *store.Tx) (err error) {
		if err := tx.Get([]any{&post}, `select id from post_holding where tenant = $1 and org = $2 limit 1`, cell.ID); err != nil {
			return err
		}
		e, err := session.Issue(tx, s.ward.Cells[9].Secretary, session.Printed) // nobody who signs in here: that would end it
		invitation = e.Link
		return err
	})
	as(other.Secretary, func(tx *store.Tx) (err error) {
		if planned, err = meeting.Find(tx.Reader, other.ID, "2026-12", meeting.Regular); err != nil {
			return err
		}
		_, err = agenda.Draft(tx, book, planned.ID)
		return err
	})
	as(cell.Secretary, func(tx *store.Tx) error {
		parts, err := minutes.Parts(tx.Reader, last.ID)
		if err == nil && len(parts) > 0 {
			part = parts[0].Key
		}
		return err
	})
	var err error
	if err := session.SetPassword(ctx, s.app.DB, store.Viewer{Tenant: demo.Tenant, Person: s.ward.Admin}, "", "con trâu đen uống nước suối"); err != nil { // is asked for it
		t.Fatal(err)
	}
	if setup, err = session.NewSetup(ctx, s.app.DB); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "dang-vien-phuong-mau.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if staged, err = member.Stage(ctx, s.app.DB, store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, book, member.Upload{Kind: member.ListMembers, Name: "dang-vien-phuong-mau.xlsx", Data: data}); err != nil {
		t.Fatal(err)
	}
	as(store.System, func(tx *store.Tx) error { // secretary of one cell, and he answers for two others
		for _, in := range s.ward.Cells[4:6] {
			if _, err := member.Appoint(tx, member.Post{Person: s.ward.Cells[3].Secretary, Post: access.InCharge, Org: in.ID, From: "2026-11-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	b, ky := cell.Slug, "2026-12"
	out := []shot{{"stranger", link.SignIn}, {"stranger", link.Password}, {"stranger", link.EnterCode}, {"stranger", link.Activate(invitation)}, {"stranger", link.Recover}, {"stranger", link.Setup(setup)},
		{"member", link.Language}, {"secretary", link.Home}, {"secretary", link.Contents}, {"several", link.Role}, {"several", link.InCharge}, {"leader", link.Attention(root)}, {"officer", link.Works(root)}, {"leader", link.Contents}, {"several", link.Home}, {"scribe", link.Home}, {"several", link.Contents}, {"secretary", link.Help}, {"secretary", link.HelpOn("bieu-quyet")}, {"member", link.HelpOn("phan-cua-toi")}, {"secretary", link.Devices}, {"secretary", link.OwnPassword}, {"secretary", link.Enrol(cell.Members[5].PersonID)}, {"secretary", link.Lost(cell.Members[5].PersonID)}, {"secretary", link.Activated}, {"admin", link.ProveAgain + "?ve=" + link.Me},
		{"secretary", link.Cell(b)}, {"member", link.CellDuty(b)}, {"secretary", link.Meetings(b)}, {"secretary", link.NewMeeting(b) + "?ky=2027-01"}, {"secretary", link.Task(doing.ID)}, {"secretary", link.TaskReport(doing.ID)}, {"secretary", link.TaskHelp(doing.ID)},
		{"secretary", link.TaskExtend(doing.ID)}, {"secretary", link.TaskHandOver(doing.ID)}, {"secretary", link.TaskStop(doing.ID)}, {"secretary", link.Tasks(b)},
		{"member", link.Me}, {"member", link.MyTasks}, {"officer", link.MyDigest}, {"secretary", link.MyDigest}, {"stranger", link.NoLettersOf(s.wayOut(t, s.ward.Cells[0].Secretary))}, {"member", link.MyAttendance}, {"member", link.WhoSaw}, {"member", link.MyData}, {"member", link.Absence(now.ID)},
		{"secretary", link.Members(b)}, {"officer", link.NewMember(b)}, {"secretary", link.Member(cell.Members[6].ID)}, {"officer", link.EditMember(cell.Members[6].ID)}, {"officer", link.MemberEvent(cell.Members[6].ID)},
		{"officer", link.Committee(root)}, {"officer", link.Month(root, "2026-11")}, {"officer", link.GradingSheet(root, "2026-11")}, {"officer", link.ConfirmScores(root)}, {"officer", link.ConfirmScore(root, b, "2026-11")}, {"officer", link.ConfirmScore(root, s.ward.Cells[1].Slug, "2026-11")}, {"officer", link.ConfirmScore(root, s.ward.Cells[5].Slug, "2026-11")}, {"reader", link.Score(s.ward.Cells[1].Slug, "2026-11")}, {"reader", "/"}, {"officer", link.YearScores(root)}, {"officer", link.Synthesis(root, "2026-nam")}, {"officer", link.Returns(root)}, {"officer", link.ReturnForm(root, s.formOf(t))}, {"officer", link.CellScoresSeen(root, b)}, {"secretary", link.CellScores(b)}, {"officer", link.Cells(root)}, {"officer", link.CellSeen(root, b)}, {"officer", link.WardSilence(root, s.ward.Cells[8].Slug, "2026-11")}, {"officer", link.WardSilence(root, s.ward.Cells[12].Slug, "2026-11")}, {"secretary", link.CellSilence(b, "2026-12")}, {"reader", link.CellSilence(s.ward.Cells[1].Slug, "2026-12")}, {"officer", link.CommitteeTasks(root)}, {"officer", link.AllMembers(root)},
		{"officer", link.Directives(root)}, {"officer", link.NewDirective(root)}, {"officer", link.Directive(root, sentDown(t, s, "27-KH/ĐU"))}, {"officer", link.EditDirective(root, sentDown(t, s, "27-KH/ĐU"))}, {"officer", link.DirectiveFile(root, sentDown(t, s, "27-KH/ĐU"))}, {"officer", link.RecallDirective(root, sentDown(t, s, "27-KH/ĐU"))}, {"leader", link.Directive(root, sentDown(t, s, "12-KH/TU"))}, {"officer", link.CellDirectives(root, s.ward.Cells[11].Slug)},
		{"officer", link.Campaigns(root)}, {"officer", link.NewCampaign(root)}, {"officer", link.Campaign(root, s.campaignID(t))}, {"officer", link.EditCampaign(root, s.campaignID(t))}, {"officer", link.OwnCampaign(root, s.campaignID(t))}, {"officer", link.CloseCampaign(root, s.campaignID(t))}, {"officer", link.CampaignReport(root, s.campaignID(t))}, {"officer", link.CampaignReview(root, s.campaignID(t))}, {"officer", link.YearReview(root, "2026")}, {"officer", link.ReviewOutline(root, "so-ket")}, {"secretary", link.CellCampaigns(b)}, {"secretary", link.CellCampaign(b, s.campaignID(t))},
		{"member", link.MyConcerns}, {"member", link.NewConcern}, {"member", link.ConcernReceipt}, {"member", link.MyConcern(raisedBy(t, s, cell.Members[5].PersonID))}, {"secretary", link.CellConcerns(b)}, {"secretary", link.WriteConcern(b)}, {"secretary", link.CellConcern(b, raisedIn(t, s, cell.ID, concern.ToSecretary))}, {"officer", link.WardConcerns(root)}, {"officer", link.WardConcern(root, raisedIn(t, s, s.ward.Cells[7].ID, concern.ToOfficer))},
		{"officer", link.OrgTree(root)}, {"officer", link.NewOrg(root)}, {"officer", link.OrgChange(root, cell.ID)}, {"officer", link.Posts(root)}, {"officer", link.EndPost(root, post) + "?to-chuc=" + cell.ID},
		{"officer", link.Imports(root)}, {"officer", link.Import(root, staged) + "?buoc=3"}, {"officer", link.Import(root, staged) + "?buoc=4"}, {"officer", link.Settings(root)},
		{"secretary", link.Print(b, "2026-11", "nghi-quyet")}, {"secretary", link.EditItem(b, ky, item.ID)}, {"secretary", link.DropItem(b, ky, item.ID)},
		{"secretary", link.Deed(b, ky, deed)}, {"secretary", link.DropDeed(b, ky, deed)}, {"secretary", link.Mark(b, ky, cell.Members[9].ID)}, {"secretary", link.Item(b, ky, "3")}, {"secretary", link.Vote(b, ky, "nghi-quyet")},
		{"secretary", link.Meeting(b, "2026-11")}, {"secretary", link.Minutes(b, "2026-11")}, {"secretary", link.Confirm(b, "2026-11")}, {"secretary", link.Seal(b, "2026-11")}, {"secretary", link.Done(b, "2026-11")}, {"secretary", link.Resolution(b, "2026-11")}}
	out = append(out, s.proofShots(t, cell)...)
	out = append(out, shot{"secretary", link.LateMonths(b)}, shot{"secretary", link.Late(b, "2026-09")}, shot{"admin", link.System()}, shot{"stranger", link.Hall}, shot{"secretary", link.TakeAlong(b, ky)})
	out = append(out, s.papersShots(t, cell, ky)...)
	visit := s.visitID(t, cell.ID)
	out = append(out, s.helpShots(t, root)...)
	out = append(out, s.checkShots(t, root, cell)...)
	out = append(out, s.mandateShots(t, root, cell)...)
	out = append(out, shot{"officer", link.WardVisits(root)}, shot{"officer", link.NewVisit(b)}, shot{"secretary", link.Visits(b)}, shot{"officer", link.Visit(b, visit)}, shot{"secretary", link.Visit(b, visit)})
	out = append(out, s.shelfShots(t, cell)...)
	out = append(out, s.programmeShots(t, cell)...)
	out = append(out, s.householdShots(t, cell)...)
	out = append(out, s.matterShots(t)...)
	out = append(out, shot{"officer", link.Schedule(root, ky)}, shot{"secretary", link.Told(b, ky)})
	for _, change := range []string{"sua", "chuyen", "sap-nhap", "chia-tach", "giai-the"} {
		out = append(out, shot{"officer", link.Change(root, cell.ID, change)})
	}
	if part != "" {
		out = append(out, shot{"scribe", link.Part(b, "2026-11", part)})
	}
	for _, word := range []string{"chuong-trinh", "thong-bao", "diem-danh", "bien-ban", "chu-lon", "ket-luan", "sau-ro", "bao-cao", "giay-moi", "the-viec"} {
		at := "2026-11"
		if word == "giay-moi" {
			at = ky
		}
		out = append(out, shot{"secretary", link.Print(b, at, word)})
	}
	out = append(out, shot{"secretary", link.Prints(b, ky)}, shot{"secretary", link.Prints(b, "2026-11")}, shot{"secretary", link.Proposals(b, ky)}, shot{"secretary", link.Handouts(b)}, shot{"secretary", link.PaperReaders(b)},
		shot{"officer", link.OfficePrints(root)}, shot{"officer", link.OfficePrint(root, b)})
	for _, of := range []func(string, string) string{link.Meeting, link.Prepare, link.Premeeting, link.Announce, link.Move, link.Room, link.RollCall, link.Guests, link.Interpreters, link.Close, link.Resolution, link.NewItem, link.ItemOrder, link.Preamble, link.ResolutionOrder, link.NewDeed} {
		out = append(out, shot{"secretary", of(b, ky)})
	}
	out = append(out, shot{"member", link.MySheet}, shot{"member", link.MyPapers}, shot{"member", link.Resolutions(b, "")}, shot{"secretary", link.Sheets(b)}, shot{"secretary", link.Sheet(b, cell.Members[5].ID)})
	out = append(out, s.kindShots(t, cell)...)
	out = append(out, s.roomExamples(t, cell, now)...)
	out = append(out, s.committeeShots(t, cell)...)
	out = append(out, s.hallShots(t, cell, now)...)
	out = append(out, s.taskShots(t, cell)...)
	out = append(out, s.standingShots(t, cell)...)
	out = append(out, s.formalityShots(t, cell)...)
	out = append(out, s.ruleShots(t, cell)...)
	out = append(out, shot{"secretary", link.Practice})
	out = append(out, s.privacyShots(t, cell)...)
	slices.SortStableFunc(out, func(a, b shot) int { return strings.Compare(a.path, b.path) })
	return out
}
