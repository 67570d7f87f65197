// Package link makes every page address. Addresses are Vietnamese without marks
// (design: an address is content, printed on invitations and read out over the
// phone); the same in both languages. They hold no name, phone, birth date, card
// number or topic, and never change with state. It stands below every page
// folder, so that pages lead to one another without importing one another.
package link

import "net/url"

// The pages that need no organisation.
const (
	Home         = "/"
	SignIn       = "/dang-nhap"
	Password     = "/dang-nhap/mat-khau" // sign in by password
	EnterCode    = "/kich-hoat"          // type the eight digits
	Recover      = "/phuc-hoi"
	Contents     = "/muc-luc"
	Verify       = "/xac-minh"
	Language     = "/ngon-ngu"
	TextSize     = "/co-chu"
	Contrast     = "/tuong-phan"
	SignOut      = "/thoat"
	SignOutAll   = "/thoat/tat-ca"
	Devices      = "/may"
	OwnPassword  = "/may/mat-khau"
	NewDevice    = "/may/moi"
	Me           = "/toi"
	MyTasks      = "/toi/nhiem-vu"
	MyAttendance = "/toi/tham-du"
	MyPapers     = "/toi/tai-lieu"
	MyData       = "/toi/du-lieu"
	WhoSaw       = "/toi/ai-da-xem"
	MyAbsence    = "/toi/bao-vang"
)

// Activate is the page behind an enrolment link.
func Activate(code string) string { return EnterCode + "/" + url.PathEscape(code) }

// Setup is the one-time page that founds the committee of a new server.
func Setup(code string) string { return "/thiet-lap/" + url.PathEscape(code) }

// EndDevice signs one of the person's devices out.
func EndDevice(id string) string { return Devices + "/" + id + "/thoat" }

// Cell is a cell's page: the state of this month.
func Cell(slug string) string { return "/chi-bo/" + slug }

// Meetings is the year of meetings; NewMeeting plans one.
func Meetings(slug string) string   { return Cell(slug) + "/sinh-hoat" }
func NewMeeting(slug string) string { return Meetings(slug) + "/moi" }

// Meeting is the hub of one meeting. period is "2026-12", a thematic one
// "2026-12-cd": see Period.
func Meeting(slug, period string) string {
	if OfCommitteeAbove(period) {
		return CommitteeMeetings(slug) + "/" + period
	}
	return Meetings(slug) + "/" + period
}

// The steps of a meeting and the pages of its room.
func Prepare(slug, period string) string     { return Meeting(slug, period) + "/chuan-bi" }
func Premeeting(slug, period string) string  { return Meeting(slug, period) + "/chi-uy" }
func Announce(slug, period string) string    { return Meeting(slug, period) + "/thong-bao" }
func Packet(slug, period string) string      { return Meeting(slug, period) + "/goi-so-tay" }
func Move(slug, period string) string        { return Meeting(slug, period) + "/doi-lich" }
func Room(slug, period string) string        { return Meeting(slug, period) + "/phong" }
func RollCall(slug, period string) string    { return Room(slug, period) + "/diem-danh" }
func RestAbsent(slug, period string) string  { return RollCall(slug, period) + "/con-lai" }
func Guests(slug, period string) string      { return Room(slug, period) + "/khach-moi" }
func Item(slug, period, n string) string     { return Room(slug, period) + "/noi-dung/" + n }
func Opinion(slug, period string) string     { return Room(slug, period) + "/y-kien" }
func Vote(slug, period, n string) string     { return Room(slug, period) + "/bieu-quyet/" + n }
func Assign(slug, period string) string      { return Room(slug, period) + "/giao-viec" }
func Evaluate(slug, period string) string    { return Room(slug, period) + "/danh-gia" }
func Close(slug, period string) string       { return Meeting(slug, period) + "/ket-thuc" }
func Reopen(slug, period string) string      { return Close(slug, period) + "/mo-lai" }
func Minutes(slug, period string) string     { return Meeting(slug, period) + "/bien-ban" }
func Part(slug, period, part string) string  { return Minutes(slug, period) + "/" + part }
func Resolution(slug, period string) string  { return Meeting(slug, period) + "/nghi-quyet" }
func Score(slug, period string) string       { return Meeting(slug, period) + "/cham-diem" }
func Confirm(slug, period string) string     { return Meeting(slug, period) + "/xac-nhan" }
func Seal(slug, period string) string        { return Meeting(slug, period) + "/niem-phong" }
func Done(slug, period string) string        { return Meeting(slug, period) + "/hoan-thanh" }
func Print(slug, period, form string) string { return Meeting(slug, period) + "/in/" + form }
func Paper(slug, period, form, ext string) string {
	return Meeting(slug, period) + "/tai/" + form + "." + ext
}

// Book is the book of minutes.
func Book(slug string) string { return Cell(slug) + "/so-bien-ban" }

// Tasks are a cell's tasks; the rest what one does with one of them.
func Tasks(slug string) string      { return Cell(slug) + "/nhiem-vu" }
func Task(id string) string         { return "/nhiem-vu/" + id }
func TaskReport(id string) string   { return Task(id) + "/bao-ket-qua" }
func TaskHelp(id string) string     { return Task(id) + "/can-giup" }
func TaskExtend(id string) string   { return Task(id) + "/gia-han" }
func TaskHandOver(id string) string { return Task(id) + "/chuyen" }
func TaskStop(id string) string     { return Task(id) + "/dung" }

// Members is a cell's roll, Member one record.
func Members(slug string) string       { return Cell(slug) + "/dang-vien" }
func NewMember(slug string) string     { return Members(slug) + "/moi" }
func ExportMembers(slug string) string { return Members(slug) + "/tai" }
func Member(id string) string          { return "/dang-vien/" + id }
func EditMember(id string) string      { return Member(id) + "/sua" }
func MemberEvent(id string) string     { return Member(id) + "/bien-dong" }
func Enrol(person string) string       { return "/cap-ma/" + person }

// Committee is the desk of a committee; the rest its pages.
func Committee(slug string) string         { return "/cap-uy/" + slug }
func Month(slug, month string) string      { return Committee(slug) + "/thang/" + month }
func MonthSheet(slug, month string) string { return Month(slug, month) + "/tai" }
func CommitteeTasks(slug string) string    { return Committee(slug) + "/nhiem-vu" }
func Cells(slug string) string             { return Committee(slug) + "/chi-bo" }
func AllMembers(slug string) string        { return Committee(slug) + "/dang-vien" }
func OrgTree(slug string) string           { return Committee(slug) + "/to-chuc" }
func NewOrg(slug string) string            { return OrgTree(slug) + "/moi" }
func OrgChange(slug, org string) string    { return OrgTree(slug) + "/" + org }
func Posts(slug string) string             { return Committee(slug) + "/chuc-vu" }
func EndPost(slug, id string) string       { return Posts(slug) + "/" + id + "/thoi" }
func Imports(slug string) string           { return Committee(slug) + "/nhap" }
func Import(slug, id string) string        { return Imports(slug) + "/" + id }
func ImportCommit(slug, id string) string  { return Import(slug, id) + "/dua-vao" }
func Settings(slug string) string          { return Committee(slug) + "/cai-dat" }
func System() string                       { return "/he-thong" }
