package web

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/web/account"
	"chibo/internal/web/documents"
	"chibo/internal/web/dues"
	"chibo/internal/web/duties"
	"chibo/internal/web/hall"
	"chibo/internal/web/help"
	"chibo/internal/web/home"
	"chibo/internal/web/me"
	"chibo/internal/web/meetings"
	"chibo/internal/web/members"
	"chibo/internal/web/offline"
	"chibo/internal/web/orgs"
	"chibo/internal/web/page"
	"chibo/internal/web/papers"
	"chibo/internal/web/privacy"
	"chibo/internal/web/proof"
	"chibo/internal/web/system"
	"chibo/internal/web/tasks"
	"chibo/internal/web/ward"
)

// Routes is the whole route table: method, address, action, handler. A page not
// named here does not exist; an action not in the policy stops the start. The
// action asks whether the viewer may do this anywhere at all, the room then
// asks for the organisation at hand.
func Routes(o Options) []page.Route {
	return withCommittees([]page.Route{
		get("/", access.Anyone, home.Show),
		get("/muc-luc", access.SignedIn, home.Contents),
		get("/vai", access.SignedIn, home.RolePage),
		post("/vai", access.SignedIn, home.ChooseRole),
		get("/tro-giup", access.Anyone, help.Index),
		get("/tro-giup/{trang}", access.Anyone, help.Topic),
		get("/xac-minh", access.Anyone, proof.VerifyPage),
		post("/xac-minh", access.Anyone, proof.Verify),
		get("/v/{id}/{ban}/{ma}", access.Anyone, proof.Scanned),

		get("/hop", access.Anyone, hall.Shell),
		get("/hop.webmanifest", access.Anyone, hall.Manifest),
		get("/sw.js", access.Anyone, hall.Worker),

		get("/he-thong", access.SystemView, system.Show(o.Keeper)),

		get("/dang-nhap", access.Anyone, account.SignInPage),
		get("/dang-nhap/mat-khau", access.Anyone, account.PasswordPage),
		post("/dang-nhap/mat-khau", access.Anyone, account.SignIn),
		get("/kich-hoat", access.Anyone, account.CodePage),
		post("/kich-hoat", access.Anyone, account.EnterCode),
		get("/kich-hoat/{ma}", access.Anyone, account.ActivatePage),
		post("/kich-hoat/{ma}", access.Anyone, account.Activate),
		get("/phuc-hoi", access.Anyone, account.RecoverPage),
		get("/thiet-lap/{ma}", access.Anyone, account.SetupPage(o.Founder)),
		post("/thiet-lap/{ma}", access.Anyone, account.Setup(o.Founder)),
		post("/thoat", access.SignedIn, account.SignOut),
		ofReal(post("/thoat/tat-ca", access.SignedIn, account.SignOutEverywhere)),
		get("/tap-duot", access.MeetingRun, account.PracticePage),
		post("/tap-duot", access.MeetingRun, account.BeginPractice),
		post("/tap-duot/ket-thuc", access.SignedIn, account.EndPractice),
		get("/chung-thuc-lai", access.SignedIn, account.ProvePage),
		post("/chung-thuc-lai", access.SignedIn, account.Prove),
		get("/may", access.SignedIn, account.Devices),
		get("/may/kich-hoat", access.SignedIn, account.Activated),
		ofReal(post("/may/moi", access.SignedIn, account.NewDevice)),
		get("/may/mat-khau", access.SignedIn, account.OwnPasswordPage),
		ofReal(post("/may/mat-khau", access.SignedIn, account.SetPassword)),
		ofReal(post("/may/{id}/thoat", access.SignedIn, account.EndDevice)),
		get("/ngon-ngu", access.Anyone, account.LanguagePage),
		post("/ngon-ngu", access.Anyone, account.SetLanguage),
		post("/co-chu", access.Anyone, account.SetTextSize),
		post("/tuong-phan", access.Anyone, account.SetContrast),
		get("/cap-ma/{id}", access.Enrol, account.EnrolPage),
		ofReal(post("/cap-ma/{id}", access.Enrol, account.Enrol)),
		get("/cap-ma/{id}/mat-may", access.Enrol, account.LostPage),
		ofReal(post("/cap-ma/{id}/mat-may", access.Enrol, account.Lost)),

		get("/chi-bo/{cb}", access.MeetingView, home.Cell),
		get("/chi-bo/{cb}/chuc-nang", access.OrgView, orgs.CellDuty),
		get("/chi-bo/{cb}/sinh-hoat", access.MeetingView, meetings.Year),
		get("/chi-bo/{cb}/sinh-hoat/moi", access.MeetingPrepare, meetings.PlanPage),
		post("/chi-bo/{cb}/sinh-hoat/moi", access.MeetingPrepare, meetings.Plan),
		get("/chi-bo/{cb}/sinh-hoat/nhap-sau", access.MinutesSeal, meetings.LateMonths),
		get("/cap-uy/{cu}/hop", access.CommitteeView, meetings.CommitteeYear),
		get("/cap-uy/{cu}/hop/nhap-sau", access.CommitteeSeal, meetings.CommitteeLateMonths),
		get("/cap-uy/{cu}/hop/moi", access.CommitteePrepare, meetings.CommitteePlanPage),
		post("/cap-uy/{cu}/hop/moi", access.CommitteePrepare, meetings.CommitteePlan),
		get("/chi-bo/{cb}/sinh-hoat/{ky}", access.MeetingView, meetings.Hub),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nhap-sau", access.MinutesSeal, meetings.LatePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nhap-sau", access.MinutesSeal, meetings.LateEntry),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/doi-lich", access.MeetingPrepare, meetings.Preparers(meetings.MovePage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/doi-lich", access.MeetingPrepare, meetings.Preparers(meetings.Move)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi", access.MeetingView, meetings.PreparePageOf),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/du-thao", access.MeetingPrepare, meetings.Redraft),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/chuyen-de", access.MeetingPrepare, meetings.TopicPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/chuyen-de", access.MeetingPrepare, meetings.Topic),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/ket-hop", access.MeetingPrepare, meetings.Combine),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/moi", access.MeetingView, meetings.Writers(meetings.NewItemPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/moi", access.MeetingView, meetings.Writers(meetings.NewItem)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/thu-tu", access.MeetingView, meetings.Writers(meetings.OrderOf)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/thu-tu", access.MeetingView, meetings.Writers(meetings.Reorder)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/noi-dung/{id}", access.MeetingView, meetings.Writers(meetings.EditItemPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/noi-dung/{id}", access.MeetingView, meetings.Writers(meetings.EditItem)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/noi-dung/{id}/bo", access.MeetingView, meetings.Preparers(meetings.DropItemPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chuan-bi/noi-dung/{id}/bo", access.MeetingView, meetings.Preparers(meetings.DropItem)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/chi-uy", access.MeetingPrepare, meetings.PremeetingPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/chi-uy", access.MeetingPrepare, meetings.Premeeting),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/thong-bao", access.MinutesView, meetings.AnnouncePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/thong-bao", access.MeetingPrepare, meetings.Announce),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/thong-bao/tai-lieu", access.MeetingPrepare, meetings.AttachPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/thong-bao/tai-lieu", access.MeetingPrepare, meetings.Attach),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/lich", access.MeetingView, meetings.CalendarFile),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/goi-so-tay", access.PacketView, meetings.PacketPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/goi-so-tay", access.PacketView, meetings.Declare),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/goi-so-tay/tai/{tep}", access.PacketView, meetings.PacketZip),
		get("/chi-bo/{cb}/nguoi-giup", access.AssistantEdit, meetings.AssistantsPage),
		post("/chi-bo/{cb}/nguoi-giup", access.AssistantEdit, meetings.NameAssistant),
		post("/chi-bo/{cb}/nguoi-giup/{id}/thoi", access.AssistantEdit, meetings.EndAssistant),
		alone(get("/chi-bo/{cb}/sinh-hoat/{ky}/truc-tiep", access.MinutesView, meetings.Live)),
		alone(get("/chi-bo/{cb}/sinh-hoat/{ky}/man-hinh", access.MinutesView, meetings.Wall)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong", access.MinutesView, meetings.Room),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong", access.MeetingRun, meetings.Open),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/mang-theo", access.MeetingRun, offline.TakePage),
		ofReal(post("/chi-bo/{cb}/sinh-hoat/{ky}/mang-theo", access.MeetingRun, offline.Take)),
		post("/hop/xoa", access.Anyone, offline.Wipe),
		post("/hop/dong-bo", access.Anyone, offline.Sync),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/may-hop", access.MeetingRun, offline.DevicesPage),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/may-hop/chon/{id}", access.MeetingRun, offline.ChoosePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/may-hop/chon/{id}", access.MeetingRun, offline.Choose),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/may-hop/bo/{id}", access.MeetingRun, offline.GiveUpPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/may-hop/bo/{id}", access.MeetingRun, offline.GiveUp),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/diem-danh", access.MinutesView, meetings.RollCall),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/diem-danh", access.MeetingRun, meetings.MarkOne),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/diem-danh/con-lai", access.MeetingRun, meetings.RestAbsent),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/diem-danh/{id}", access.MeetingRun, meetings.MarkPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/diem-danh/{id}", access.MeetingRun, meetings.Mark),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh", access.MeetingRun, meetings.CodesPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh", access.MeetingRun, meetings.Codes),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/nhan", access.MeetingRun, meetings.Settle),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/to-giay", access.MeetingRun, meetings.RollSheetPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/to-giay", access.MeetingRun, meetings.RollSheet),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/dem", access.MeetingRun, meetings.HeadCountPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/dem", access.MeetingRun, meetings.HeadCount),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/giup", access.AttendanceHelp, meetings.HelpPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/giup", access.AttendanceHelp, meetings.Help),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/nguoi-giup", access.MinutesSeal, meetings.HelpersPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/ma-diem-danh/nguoi-giup", access.MinutesSeal, meetings.Helpers),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/khach-moi", access.MeetingRun, meetings.GuestPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/khach-moi", access.MeetingRun, meetings.Guest),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/phien-dich", access.MinutesView, meetings.InterpreterPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/phien-dich", access.MeetingRun, meetings.Interpreter),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/phien-dich/{id}/bo", access.MeetingRun, meetings.DropInterpreter),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/noi-dung/{n}", access.MinutesView, meetings.ItemPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/noi-dung/{n}", access.MeetingRun, meetings.Item),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/noi-dung/{n}/bat-dau", access.MeetingRun, meetings.BeginItem),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien-truoc", access.MeetingRun, meetings.AheadPage),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien-truoc/ghi-ho", access.MeetingRun, meetings.TypeAheadPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien-truoc/ghi-ho", access.MeetingRun, meetings.TypeAhead),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien-truoc/{id}", access.MeetingRun, meetings.ReadAhead),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien", access.MeetingRun, meetings.OpinionPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien", access.MeetingRun, meetings.TakeOpinion),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/can-ghi", access.MeetingRun, meetings.UnwrittenPage),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/{id}", access.MeetingRun, meetings.OpinionTextPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/{id}", access.MeetingRun, meetings.OpinionText),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/{id}/doc-lai", access.MeetingRun, meetings.ReadBackToPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/{id}/doc-lai", access.MeetingRun, meetings.ReadBackTo),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/y-kien/{id}/hoan-tac", access.MeetingRun, meetings.UndoOpinion),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/danh-gia", access.MinutesView, meetings.EvaluatePage),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/danh-gia/{id}", access.MeetingRun, meetings.EvaluateTaskPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/danh-gia/{id}", access.MeetingRun, meetings.EvaluateTask),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/giao-viec", access.MeetingRun, meetings.AssignPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/giao-viec", access.MeetingRun, meetings.Assign),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bao-luu", access.MinutesView, meetings.ReservePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bao-luu", access.MeetingRun, meetings.Reserve),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-duong", access.MinutesView, meetings.PraisePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-duong", access.MeetingRun, meetings.Praise),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-duong/{id}/bo", access.MeetingRun, meetings.DropPraise),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/nhac-nho", access.ReminderKeep, meetings.Keepers(meetings.RemindPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/nhac-nho", access.ReminderKeep, meetings.Remind),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-quyet/{n}", access.MinutesView, meetings.BallotPageOf),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-quyet/{n}", access.MeetingRun, meetings.CountBallot),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet", access.MeetingView, meetings.DecreePageOf),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/mo-dau", access.MeetingView, meetings.Writers(meetings.PreamblePage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/mo-dau", access.MeetingView, meetings.Writers(meetings.Preamble)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/moi", access.MeetingView, meetings.Writers(meetings.DeedPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/moi", access.MeetingView, meetings.Writers(meetings.Deed)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/thu-tu", access.MeetingView, meetings.Writers(meetings.DecreeOrder)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/thu-tu", access.MeetingView, meetings.Writers(meetings.DecreeReorder)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/noi-dung/{id}", access.MeetingView, meetings.Writers(meetings.DeedPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/noi-dung/{id}", access.MeetingView, meetings.Writers(meetings.Deed)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/noi-dung/{id}/bo", access.MeetingView, meetings.Writers(meetings.DropDeedPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/noi-dung/{id}/bo", access.MeetingView, meetings.Writers(meetings.DropDeed)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/doi-cho/{id}", access.MeetingView, meetings.Writers(meetings.SwapPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/doi-cho/{id}", access.MeetingView, meetings.Writers(meetings.Swap)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/cham-diem", access.MinutesView, meetings.ScorePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/cham-diem", access.MeetingRun, meetings.Score),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/ket-thuc/han-che", access.MinutesView, meetings.LacksPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/ket-thuc/han-che", access.MeetingRun, meetings.Lacks),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/doc/{n}", access.MinutesView, meetings.ReadBackPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/nhat-tri", access.MeetingRun, meetings.AgreeMinutes),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/ket-thuc", access.MinutesView, meetings.ClosePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/ket-thuc", access.MeetingRun, meetings.Close),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/ket-thuc/mo-lai", access.MeetingRun, meetings.Reopen),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/bien-ban", access.MinutesView, meetings.MinutesPage),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/{id}", access.MinutesEdit, meetings.PartPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/bien-ban/{id}", access.MinutesView, meetings.Part),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan", access.MinutesView, meetings.ConfirmPage),
		proved(post("/chi-bo/{cb}/sinh-hoat/{ky}/xac-nhan", access.MinutesView, meetings.Confirm)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/niem-phong", access.MinutesSeal, meetings.SealPage),
		proved(post("/chi-bo/{cb}/sinh-hoat/{ky}/niem-phong", access.MinutesSeal, meetings.Seal)),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/hoan-thanh", access.MinutesView, meetings.DonePage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/hoan-thanh", access.MinutesSeal, meetings.Report),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/tai/{tep}", access.MeetingView, meetings.Paper),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/in", access.MeetingView, meetings.Prints),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/in/{mau}", access.MeetingView, meetings.PrintSheet),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/kien-nghi", access.MinutesView, meetings.ProposalsPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/kien-nghi", access.MinutesSeal, meetings.Propose),
		get("/chi-bo/{cb}/ban-in", access.HandoutPrint, papers.Show),
		get("/chi-bo/{cb}/ban-in/nguoi-nhan", access.PaperReaders, papers.ReadersPage),
		post("/chi-bo/{cb}/ban-in/nguoi-nhan", access.PaperReaders, papers.Readers),
		get("/chi-bo/{cb}/ban-in/phieu", access.HandoutPrint, papers.Sheets),
		get("/chi-bo/{cb}/ban-in/phieu/{id}", access.HandoutPrint, papers.Sheet),
		get("/chi-bo/{cb}/ban-in/phieu/{id}/tai/{tep}", access.HandoutPrint, papers.SheetFile),

		get("/chi-bo/{cb}/sinh-hoat/{ky}/trich", access.MinutesSeal, meetings.ExtractPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/trich", access.MinutesSeal, meetings.Extract),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/loai", access.MeetingView, meetings.Writers(meetings.DecreeFormPage)),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/nghi-quyet/loai", access.MeetingView, meetings.Writers(meetings.DecreeForm)),
		get("/chi-bo/{cb}/so-bien-ban", access.MinutesView, proof.OfCell.Book),
		get("/chi-bo/{cb}/so-bien-ban/so", access.OrgView, proof.OfCell.NumbersPage),
		post("/chi-bo/{cb}/so-bien-ban/so", access.OrgView, proof.OfCell.Numbers),
		get("/chi-bo/{cb}/chi-uy/so-bien-ban", access.CommitteeView, proof.OfCommittee.Book),
		get("/chi-bo/{cb}/chi-uy/so-bien-ban/so", access.OrgView, proof.OfCommittee.NumbersPage),
		post("/chi-bo/{cb}/chi-uy/so-bien-ban/so", access.OrgView, proof.OfCommittee.Numbers),
		get("/cap-uy/{cu}/hop/so-bien-ban", access.CommitteeView, proof.OfCommittee.Book),
		get("/cap-uy/{cu}/hop/so-bien-ban/so", access.OrgView, proof.OfCommittee.NumbersPage),
		post("/cap-uy/{cu}/hop/so-bien-ban/so", access.OrgView, proof.OfCommittee.Numbers),
		get("/giay-to/{id}", access.ResolutionView, proof.Show),
		get("/giay-to/{id}/tai/{tep}", access.ResolutionView, proof.File),
		post("/giay-to/{id}/gui", access.MinutesSeal, proof.Send),
		post("/giay-to/{id}/ky-giay", access.MinutesSeal, proof.Sign),
		get("/giay-to/{id}/dinh-chinh", access.MinutesView, proof.Correction),
		post("/giay-to/{id}/dinh-chinh", access.MinutesSeal, proof.Open),
		get("/giay-to/{id}/dinh-chinh/doan/{phan}", access.MinutesSeal, proof.PartPage),
		post("/giay-to/{id}/dinh-chinh/doan/{phan}", access.MinutesSeal, proof.Part),
		get("/giay-to/{id}/dinh-chinh/ly-do", access.MinutesSeal, proof.WhyPage),
		post("/giay-to/{id}/dinh-chinh/ly-do", access.MinutesSeal, proof.Why),
		proved(post("/giay-to/{id}/dinh-chinh/xac-nhan", access.MinutesView, proof.Confirm)),
		proved(post("/giay-to/{id}/dinh-chinh/niem-phong", access.MinutesSeal, proof.Seal)),
		get("/giay-to/{id}/dinh-chinh/bo", access.MinutesSeal, proof.DropPage),
		post("/giay-to/{id}/dinh-chinh/bo", access.MinutesSeal, proof.Drop),
		get("/chi-bo/{cb}/van-ban", access.DocumentView, documents.RegisterOf),
		get("/chi-bo/{cb}/van-ban/moi", access.DocumentEdit, documents.NewPage),
		post("/chi-bo/{cb}/van-ban/moi", access.DocumentEdit, documents.New),
		get("/van-ban/{id}", access.DocumentView, documents.Show),
		get("/van-ban/{id}/sua", access.DocumentEdit, documents.EditPage),
		post("/van-ban/{id}/sua", access.DocumentEdit, documents.Edit),
		get("/van-ban/{id}/tep", access.DocumentEdit, documents.FilePage),
		post("/van-ban/{id}/tep", access.DocumentEdit, documents.AddFile),
		get("/tep/{id}", access.SignedIn, documents.Download),
		get("/tep/{id}/bo", access.SignedIn, documents.DropPage),
		post("/tep/{id}/bo", access.SignedIn, documents.Drop),

		get("/chi-bo/{cb}/nhiem-vu", access.TaskView, tasks.ListOf),
		get("/chi-bo/{cb}/nhiem-vu/6-ro", access.MeetingPrepare, tasks.SixClear),
		get("/chi-bo/{cb}/nhiem-vu/6-ro/tai", access.MeetingPrepare, tasks.SixClearFile),
		get("/chi-bo/{cb}/nhiem-vu-nam", access.DutyView, duties.ThisYear),
		get("/chi-bo/{cb}/nhiem-vu-nam/{nam}", access.DutyView, duties.Show),
		get("/chi-bo/{cb}/nhiem-vu-nam/{nam}/moi", access.DutyEdit, duties.GivePage),
		post("/chi-bo/{cb}/nhiem-vu-nam/{nam}/moi", access.DutyEdit, duties.Give),
		post("/chi-bo/{cb}/nhiem-vu-nam/{nam}/chep", access.DutyEdit, duties.Copy),
		get("/chi-bo/{cb}/nhiem-vu-nam/{nam}/thong-qua", access.DutyEdit, duties.AdoptPage),
		post("/chi-bo/{cb}/nhiem-vu-nam/{nam}/thong-qua", access.DutyEdit, duties.Adopt),
		get("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bao-cao-nhiem-vu", access.MinutesView, duties.HearPage),
		post("/chi-bo/{cb}/sinh-hoat/{ky}/phong/bao-cao-nhiem-vu", access.MeetingRun, duties.Hear),
		get("/nhiem-vu-nam/{id}", access.SignedIn, duties.ShowOne),
		get("/nhiem-vu-nam/{id}/sua", access.DutyEdit, duties.Edit.Page),
		post("/nhiem-vu-nam/{id}/sua", access.DutyEdit, duties.Edit.Do),
		get("/nhiem-vu-nam/{id}/chuyen", access.DutyEdit, duties.HandOver.Page),
		post("/nhiem-vu-nam/{id}/chuyen", access.DutyEdit, duties.HandOver.Do),
		get("/nhiem-vu-nam/{id}/thoi", access.DutyEdit, duties.End.Page),
		post("/nhiem-vu-nam/{id}/thoi", access.DutyEdit, duties.End.Do),
		get("/nhiem-vu-nam/{id}/bao-ket-qua", access.SignedIn, duties.Report.Page),
		post("/nhiem-vu-nam/{id}/bao-ket-qua", access.SignedIn, duties.Report.Do),
		get("/nhiem-vu/{id}", access.SignedIn, tasks.Show),
		get("/nhiem-vu/{id}/bao-ket-qua", access.SignedIn, tasks.Report.Page),
		post("/nhiem-vu/{id}/bao-ket-qua", access.SignedIn, tasks.Report.Do),
		get("/nhiem-vu/{id}/can-giup", access.SignedIn, tasks.AskHelp.Page),
		post("/nhiem-vu/{id}/can-giup", access.SignedIn, tasks.AskHelp.Do),
		post("/nhiem-vu/{id}/bat-dau", access.SignedIn, tasks.Start),
		get("/nhiem-vu/{id}/xin-them-thoi-gian", access.SignedIn, tasks.AskTime.Page),
		post("/nhiem-vu/{id}/xin-them-thoi-gian", access.SignedIn, tasks.AskTime.Do),
		get("/nhiem-vu/{id}/tra-loi", access.TaskEdit, tasks.Answer.Page),
		post("/nhiem-vu/{id}/tra-loi", access.TaskEdit, tasks.Answer.Do),
		get("/nhiem-vu/{id}/nguoi-giup", access.TaskEdit, tasks.Roles.Page),
		post("/nhiem-vu/{id}/nguoi-giup", access.TaskEdit, tasks.Roles.Do),
		get("/nhiem-vu/{id}/gia-han", access.TaskEdit, tasks.Extend.Page),
		post("/nhiem-vu/{id}/gia-han", access.TaskEdit, tasks.Extend.Do),
		get("/nhiem-vu/{id}/chuyen", access.TaskEdit, tasks.HandOver.Page),
		post("/nhiem-vu/{id}/chuyen", access.TaskEdit, tasks.HandOver.Do),
		get("/nhiem-vu/{id}/dung", access.TaskEdit, tasks.Stop.Page),
		post("/nhiem-vu/{id}/dung", access.TaskEdit, tasks.Stop.Do),

		get("/cap-uy/{cu}", access.MonthView, ward.Show),
		get("/cap-uy/{cu}/can-quan-tam", access.MonthView, ward.Attention),
		get("/phu-trach", access.ChargeView, ward.InCharge),
		get("/cap-uy/{cu}/thang/{ky}", access.MonthView, ward.Month),
		get("/cap-uy/{cu}/thang/{ky}/tai", access.MonthView, ward.MonthFile),
		get("/cap-uy/{cu}/chi-bo", access.MonthView, ward.Cells),
		get("/cap-uy/{cu}/chi-bo/{cb}", access.MonthView, ward.Cell),
		get("/cap-uy/{cu}/nhiem-vu", access.TaskView, ward.Tasks),
		get("/cap-uy/{cu}/ban-in", access.HandoutBatch, papers.Office),
		get("/cap-uy/{cu}/ban-in/{cb}", access.HandoutBatch, papers.OfficeCell),
		get("/cap-uy/{cu}/ban-in/{cb}/tai/{tep}", access.HandoutBatch, papers.OfficeFile),
		get("/cap-uy/{cu}/to-chuc", access.OrgView, orgs.Show),
		get("/cap-uy/{cu}/to-chuc/moi", access.OrgEdit, orgs.NewPage),
		post("/cap-uy/{cu}/to-chuc/moi", access.OrgEdit, orgs.New),
		get("/cap-uy/{cu}/to-chuc/{id}", access.OrgView, orgs.Organisation),
		get("/cap-uy/{cu}/to-chuc/{id}/{viec}", access.OrgEdit, orgs.ChangePage),
		post("/cap-uy/{cu}/to-chuc/{id}/{viec}", access.OrgEdit, orgs.Change),
		get("/cap-uy/{cu}/chuc-vu", access.PostEdit, orgs.AppointPage),
		proved(post("/cap-uy/{cu}/chuc-vu", access.PostEdit, orgs.Appoint)),
		get("/cap-uy/{cu}/chuc-vu/{id}/thoi", access.PostEdit, orgs.ReleasePage),
		proved(post("/cap-uy/{cu}/chuc-vu/{id}/thoi", access.PostEdit, orgs.Release)),

		get("/cap-uy/{cu}/dang-vien", access.RollImport, members.Everyone),
		proved(get("/cap-uy/{cu}/dang-vien/tai", access.RollImport, members.ExportAll)),
		get("/cap-uy/{cu}/nhap", access.RollImport, members.UploadPage),
		post("/cap-uy/{cu}/nhap", access.RollImport, members.Upload),
		get("/cap-uy/{cu}/nhap/{id}", access.RollImport, members.Import),
		post("/cap-uy/{cu}/nhap/{id}", access.RollImport, members.Step),
		post("/cap-uy/{cu}/nhap/{id}/dua-vao", access.RollImport, members.Commit),
		get("/cap-uy/{cu}/cai-dat", access.Settings, members.SettingsPage),
		proved(post("/cap-uy/{cu}/cai-dat", access.Settings, members.Settings)),
		get("/chi-bo/{cb}/dang-vien", access.RollView, members.Cell),
		proved(get("/chi-bo/{cb}/dang-vien/tai", access.RollImport, members.ExportCell)),
		get("/chi-bo/{cb}/dang-vien/moi", access.RollEdit, members.NewPage),
		post("/chi-bo/{cb}/dang-vien/moi", access.RollEdit, members.New),
		get("/dang-vien/{id}", access.SignedIn, members.Show),
		get("/dang-vien/{id}/sua", access.RollEdit, members.EditPage),
		post("/dang-vien/{id}/sua", access.RollEdit, members.Edit),
		get("/dang-vien/{id}/bien-dong", access.RollEdit, members.EventPage),
		post("/dang-vien/{id}/bien-dong", access.RollEdit, members.Event),
		get("/dang-vien/{id}/mien-sinh-hoat", access.StatusPropose, members.ExemptionPage),
		post("/dang-vien/{id}/mien-sinh-hoat", access.StatusPropose, members.Exemption),
		get("/dang-vien/{id}/mien-sinh-hoat/quyet-dinh", access.StatusDecide, members.ResultPage),
		post("/dang-vien/{id}/mien-sinh-hoat/quyet-dinh", access.StatusDecide, members.Result),
		get("/dang-vien/{id}/tro-lai", access.StatusPropose, members.ReturnPage),
		post("/dang-vien/{id}/tro-lai", access.StatusPropose, members.Return),
		get("/dang-vien/{id}/tam-thoi", access.RollEdit, members.StayPage),
		post("/dang-vien/{id}/tam-thoi", access.RollEdit, members.Stay),
		get("/dang-vien/{id}/tang-cuong", access.RollEdit, members.StrengthenPage),
		post("/dang-vien/{id}/tang-cuong", access.RollEdit, members.Strengthen),
		get("/chi-bo/{cb}/hoi-tham", access.CareView, members.CarePage),
		post("/chi-bo/{cb}/hoi-tham/{id}", access.CareView, members.AskedAfter),
		get("/chi-bo/{cb}/nghi-quyet", access.ResolutionView, proof.Resolutions),
		get("/chi-bo/{cb}/dang-phi", access.DuesView, dues.MonthPage),
		post("/chi-bo/{cb}/dang-phi", access.DuesEdit, dues.MonthSave),
		get("/chi-bo/{cb}/dang-phi/nguoi-thu", access.DuesEntrust, dues.KeeperPage),
		post("/chi-bo/{cb}/dang-phi/nguoi-thu", access.DuesEntrust, dues.Keeper),

		get("/bao-luu", access.SignedIn, meetings.ReservedList),
		get("/nhac-nho", access.SignedIn, meetings.RemindersPage),
		get("/nhac-nho/{id}", access.SignedIn, meetings.ReminderPage),
		post("/nhac-nho/{id}", access.ReminderKeep, meetings.Reminder),

		get("/toi", access.SignedIn, me.Show),
		get("/toi/nhiem-vu", access.SignedIn, me.Tasks),
		get("/toi/tham-du", access.SignedIn, me.Attendance),
		get("/toi/phieu", access.SignedIn, me.Sheet),
		get("/toi/tai-lieu", access.SignedIn, me.Papers),
		get("/toi/phieu/tai/{tep}", access.SignedIn, me.SheetFile),
		get("/toi/ai-da-xem", access.SignedIn, me.WhoSaw),
		get("/toi/du-lieu", access.SignedIn, me.Mydata),
		get("/toi/du-lieu/tai", access.SignedIn, me.File),
		get("/toi/du-lieu/de-nghi", access.SignedIn, privacy.Own),
		post("/toi/du-lieu/de-nghi", access.SignedIn, privacy.Ask),
		get("/toi/dong-y", access.SignedIn, privacy.Consents),
		post("/toi/dong-y", access.SignedIn, privacy.Consent),
		get("/dang-vien/{id}/de-nghi", access.PrivacyFor, privacy.For),
		post("/dang-vien/{id}/de-nghi", access.PrivacyFor, privacy.AskFor),
		get("/dang-vien/{id}/dong-y", access.PrivacyFor, privacy.ConsentFor),
		post("/dang-vien/{id}/dong-y", access.PrivacyFor, privacy.TakeConsent),
		get("/cap-uy/{cu}/rieng-tu", access.PrivacyKeep, privacy.Desk),
		get("/cap-uy/{cu}/rieng-tu/so-dang-ky", access.PrivacyKeep, privacy.Register),
		get("/cap-uy/{cu}/rieng-tu/so-dang-ky/tai/{tep}", access.PrivacyKeep, privacy.RegisterFile),
		get("/cap-uy/{cu}/rieng-tu/lo-du-lieu", access.PrivacyLeak, privacy.Leaks),
		post("/cap-uy/{cu}/rieng-tu/lo-du-lieu", access.PrivacyLeak, privacy.Leak),
		get("/cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}", access.PrivacyLeak, privacy.LeakPage),
		post("/cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}", access.PrivacyLeak, privacy.TellLeak),
		get("/cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}/tai/{tep}", access.PrivacyKeep, privacy.LeakFile),
		get("/cap-uy/{cu}/rieng-tu/danh-gia", access.PrivacyKeep, privacy.Assessment),
		post("/cap-uy/{cu}/rieng-tu/danh-gia", access.PrivacyKeep, privacy.File),
		get("/cap-uy/{cu}/rieng-tu/luu-giu", access.SystemView, privacy.Retention),
		get("/cap-uy/{cu}/rieng-tu/canh-bao", access.PrivacyWatch, privacy.Alarms),
		get("/cap-uy/{cu}/rieng-tu/canh-bao/{id}", access.PrivacyWatch, privacy.AlarmPage),
		post("/cap-uy/{cu}/rieng-tu/canh-bao/{id}", access.PrivacyWatch, privacy.Settle),
		get("/cap-uy/{cu}/rieng-tu/han-che", access.PrivacyKeep, privacy.Restrictions),
		get("/cap-uy/{cu}/rieng-tu/han-che/{id}", access.PrivacyKeep, privacy.Restriction(o.Keeper)),
		post("/cap-uy/{cu}/rieng-tu/han-che/{id}", access.PrivacyKeep, privacy.Restrict(o.Keeper)),
		get("/cap-uy/{cu}/rieng-tu/quyet-dinh", access.PrivacyConfirm, privacy.Decisions),
		get("/cap-uy/{cu}/rieng-tu/quyet-dinh/{id}", access.PrivacyConfirm, privacy.Decision(o.Keeper)),
		proved(post("/cap-uy/{cu}/rieng-tu/quyet-dinh/{id}", access.PrivacyConfirm, privacy.Decide(o.Keeper))),
		get("/cap-uy/{cu}/rieng-tu/{id}", access.PrivacyKeep, privacy.Show),
		get("/cap-uy/{cu}/rieng-tu/{id}/tai/{tep}", access.PrivacyKeep, privacy.Copy),
		get("/dang-vien/{id}/de-nghi/{yc}/tai/{tep}", access.PrivacyFor, privacy.CopyFor),
		get("/cap-uy/{cu}/rieng-tu/{id}/{viec}", access.PrivacyKeep, privacy.StepPage),
		post("/cap-uy/{cu}/rieng-tu/{id}/{viec}", access.PrivacyKeep, privacy.Step),
		get("/toi/mien-sinh-hoat", access.SignedIn, me.ExemptionPage),
		post("/toi/mien-sinh-hoat", access.SignedIn, me.Exemption),
		get("/toi/y-kien-truoc/{id}", access.SignedIn, me.AheadPage),
		post("/toi/y-kien-truoc/{id}", access.SignedIn, me.Ahead),
		get("/toi/y-kien-truoc/{id}/bien-nhan", access.SignedIn, me.ReceiptPage),
		post("/toi/y-kien-truoc/{id}/bien-nhan", access.SignedIn, me.Receipt),
		get("/toi/bao-co-mat/{id}", access.SignedIn, me.HerePage),
		post("/toi/bao-co-mat/{id}", access.SignedIn, me.Here),
		get("/toi/ma-diem-danh/{id}", access.SignedIn, me.OwnCodePage),
		get("/toi/bao-vang/{id}", access.SignedIn, me.AbsencePage),
		post("/toi/bao-vang/{id}", access.SignedIn, me.Absence),
	})
}

// proved marks what whoever has a password types it again for: minutes confirmed
// and sealed, the roll carried out, posts given and taken, the committee's choices.
func proved(rt page.Route) page.Route {
	rt.Prove = true
	return rt
}

// ofReal marks what reaches out of a practice meeting and is refused in one: codes,
// devices, passwords.
func ofReal(rt page.Route) page.Route {
	rt.Real = true
	return rt
}

// alone marks what a page asks for by itself, again and again: no use of a session.
func alone(rt page.Route) page.Route {
	rt.Alone = true
	return rt
}

func get(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "GET", Pattern: pattern, Action: action, Handler: h, Meeting: ofMeeting(pattern)}
}

func post(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "POST", Pattern: pattern, Action: action, Handler: h, Meeting: ofMeeting(pattern)}
}

// ofMeeting: the pages of one meeting, its sealed papers and the tasks it gave,
// where a committee's own may be meant.
func ofMeeting(pattern string) bool {
	return strings.HasPrefix(pattern, cellMeeting) || strings.HasPrefix(pattern, "/giay-to/{id}") || strings.HasPrefix(pattern, "/nhiem-vu/{id}")
}

// Where one meeting stands: of a cell, or of a committee above.
const (
	cellMeeting      = "/chi-bo/{cb}/sinh-hoat/{ky}"
	committeeMeeting = "/cap-uy/{cu}/hop/{ky}"
)

// ofCellsOnly are what no committee has, and all below it: somebody who settles
// its meeting before it, a theme, a score, a report upwards, a packet for the
// handbook, reminders, standing duties.
var ofCellsOnly = []string{"/chi-uy", "/chuan-bi/chuyen-de", "/chuan-bi/ket-hop", "/cham-diem", "/kien-nghi", "/goi-so-tay", "/phong/nhac-nho", "/phong/ma-diem-danh", "/phong/bao-cao-nhiem-vu"}

// withCommittees gives every page of a cell's meeting a second address for the
// meetings of a committee above: the same handler, asked in their circle.
func withCommittees(all []page.Route) []page.Route {
	for _, rt := range all {
		rest, ok := strings.CutPrefix(rt.Pattern, cellMeeting)
		if ok && !slices.ContainsFunc(ofCellsOnly, func(begins string) bool { return strings.HasPrefix(rest, begins) }) {
			rt.Pattern = committeeMeeting + rest
			all = append(all, rt)
		}
	}
	return all
}
