package api

import (
	"net/http"

	"chibo/internal/access"
)

// Operation is one call of the API with the right it asks for. The rooms judge
// the right for the organisation concerned; the table is what the matrix test
// walks, so that no call stands outside it.
type Operation struct {
	ID     string
	Method string
	Path   string // below the server's root, {name} for what varies
	Action access.Action
	Status int    // of success; 200 when 0
	Says   string // one line for the OpenAPI document
}

// Prefix is where version 1 stands.
const Prefix = "/api/v1"

// Operations lists every call of the API.
func Operations() []Operation {
	all := make([]Operation, len(operations))
	copy(all, operations)
	return all
}

var operations = []Operation{
	{"openapi", http.MethodGet, Prefix + "/openapi.json", access.Anyone, 0, "This document"},
	{"me.get", http.MethodGet, Prefix + "/me", access.SignedIn, 0, "Person, posts, organisations"},
	{"me.data", http.MethodGet, Prefix + "/me/data", access.SignedIn, 0, "All that is kept about oneself"},
	{"me.attendance", http.MethodGet, Prefix + "/me/attendance", access.SignedIn, 0, "The meetings of a year one was on the roll of"},
	{"me.views", http.MethodGet, Prefix + "/me/views", access.SignedIn, 0, "Who looked at one's record, or a list one stood in, within ninety days"},
	{"me.sheet", http.MethodGet, Prefix + "/me/sheet/{file}", access.SignedIn, 0, "The own page on one sheet of paper, as sheet.docx or sheet.pdf"},

	{"my-sessions.list", http.MethodGet, Prefix + "/me/sessions", access.SignedIn, 0, "The caller's own devices and programs"},
	{"my-sessions.end", http.MethodDelete, Prefix + "/me/sessions/{id}", access.SignedIn, 0, "Sign one of them out"},
	{"enrolments.create", http.MethodPost, Prefix + "/people/{id}/enrolments", access.Enrol, 201, "A one-time link and code for a person; told once"},
	{"sessions.end", http.MethodPost, Prefix + "/people/{id}/sessions/end", access.Enrol, 201, "A lost phone: end all that is signed in, and make a code for the new one"},

	{"orgs.list", http.MethodGet, Prefix + "/orgs", access.OrgView, 0, "Organisations of a day, in tree order"},
	{"orgs.create", http.MethodPost, Prefix + "/orgs", access.OrgEdit, 201, "A new organisation"},
	{"orgs.get", http.MethodGet, Prefix + "/orgs/{id}", access.OrgView, 0, "One organisation as of a day"},
	{"orgs.work", http.MethodGet, Prefix + "/orgs/{id}/work", access.OrgView, 0, "What a cell of its kind works on, with the basis; assumed until the committee confirms it"},
	{"orgs.edit", http.MethodPatch, Prefix + "/orgs/{id}", access.OrgEdit, 0, "Rename or move from a day on"},
	{"org-events.list", http.MethodGet, Prefix + "/orgs/{id}/events", access.OrgView, 0, "What happened to an organisation"},
	{"org-events.create", http.MethodPost, Prefix + "/orgs/{id}/events", access.OrgEdit, 201, "Rename, move, merge, split or dissolve"},
	{"months.get", http.MethodGet, Prefix + "/orgs/{id}/months/{month}", access.MonthView, 0, "The month of an organisation, per cell"},
	{"posts.list", http.MethodGet, Prefix + "/posts", access.OrgView, 0, "Who holds which post on a day"},
	{"posts.create", http.MethodPost, Prefix + "/posts", access.PostEdit, 201, "Appoint"},

	{"members.list", http.MethodGet, Prefix + "/members", access.RollView, 0, "The roll; q ignores accents"},
	{"members.create", http.MethodPost, Prefix + "/members", access.RollEdit, 201, "Enter a member"},
	{"members.get", http.MethodGet, Prefix + "/members/{id}", access.RollView, 0, "One member"},
	{"members.edit", http.MethodPatch, Prefix + "/members/{id}", access.RollEdit, 0, "Correct a record"},
	{"members.sheet", http.MethodGet, Prefix + "/members/{id}/sheet/{file}", access.HandoutPrint, 0, "The same printed for a member, who sees that it was; asked=true with all the member asked for"},
	{"member-events.list", http.MethodGet, Prefix + "/members/{id}/events", access.RollView, 0, "What was recorded about a member"},
	{"member-events.create", http.MethodPost, Prefix + "/members/{id}/events", access.RollEdit, 201, "Move, exempt, official, end and the like, from a day"},
	{"exemptions.list", http.MethodGet, Prefix + "/members/{id}/exemptions", access.StatusPropose, 0, "Requests for exemption of a member"},
	{"exemptions.create", http.MethodPost, Prefix + "/members/{id}/exemptions", access.StatusPropose, 201, "Take a request for exemption down"},
	{"exemptions.ask", http.MethodPost, Prefix + "/me/exemptions", access.SignedIn, 201, "Ask for one's own exemption"},
	{"exemptions.withdraw", http.MethodDelete, Prefix + "/me/exemptions", access.SignedIn, 0, "Take one's own request back, until it is on an agenda"},
	{"exemptions.decide", http.MethodPost, Prefix + "/members/{id}/exemptions/decision", access.StatusDecide, 0, "The vote that decided the open request"},
	{"exemptions.end", http.MethodPost, Prefix + "/members/{id}/exemptions/end", access.StatusPropose, 0, "Take part again before the end"},
	{"care.get", http.MethodGet, Prefix + "/members/{id}/care", access.CareView, 0, "Whether one who stays away needs help: the member and the secretary alone"},
	{"care.list", http.MethodGet, Prefix + "/orgs/{id}/care", access.CareView, 0, "Whom the secretary may want to think of, in name order"},
	{"care.asked", http.MethodPost, Prefix + "/members/{id}/asked-after", access.CareView, 201, "The secretary asked after a member today: the day alone is kept"},
	{"resolutions.list", http.MethodGet, Prefix + "/orgs/{id}/resolutions", access.ResolutionView, 0, "What a cell resolved in a year"},
	{"falling.list", http.MethodGet, Prefix + "/orgs/{id}/falling", access.RollView, 0, "Matters of a cell that fall due"},
	{"dues.get", http.MethodGet, Prefix + "/orgs/{id}/dues/{month}", access.DuesView, 0, "Dues of a month by member"},
	{"dues.put", http.MethodPut, Prefix + "/orgs/{id}/dues/{month}", access.DuesEdit, 0, "Take dues down"},
	{"imports.create", http.MethodPost, Prefix + "/imports", access.RollImport, 201, "Read a list and show what would happen"},
	{"imports.get", http.MethodGet, Prefix + "/imports/{id}", access.RollImport, 0, "How far an import has come"},
	{"imports.commit", http.MethodPost, Prefix + "/imports/{id}/commit", access.RollImport, 202, "Take the good rows in"},

	{"meetings.list", http.MethodGet, Prefix + "/meetings", access.MeetingView, 0, "Meetings"},
	{"paper-months.create", http.MethodPost, Prefix + "/paper-months", access.MinutesSeal, 201, "Enter a meeting held on paper; sealed at once"},
	{"meetings.create", http.MethodPost, Prefix + "/meetings", access.MeetingPrepare, 201, "Plan a meeting"},
	{"meetings.get", http.MethodGet, Prefix + "/meetings/{id}", access.MeetingView, 0, "One meeting with its agenda"},
	{"topic.get", http.MethodGet, Prefix + "/meetings/{id}/topic", access.MeetingView, 0, "What a thematic meeting is about"},
	{"topic.put", http.MethodPut, Prefix + "/meetings/{id}/topic", access.MeetingPrepare, 0, "Its theme, question, author and approval"},
	{"agenda.put", http.MethodPut, Prefix + "/meetings/{id}/agenda", access.MeetingPrepare, 0, "The whole agenda, in order"},
	{"agenda.draft", http.MethodPost, Prefix + "/meetings/{id}/agenda/draft", access.MeetingPrepare, 0, "Add what the template and unfinished tasks ask for"},
	{"agenda.remove", http.MethodPost, Prefix + "/meetings/{id}/agenda/removals", access.MeetingPrepare, 0, "Take one line off, with a reason"},
	{"premeeting.get", http.MethodGet, Prefix + "/meetings/{id}/premeeting", access.MeetingPrepare, 0, "What was settled before the meeting"},
	{"premeeting.put", http.MethodPut, Prefix + "/meetings/{id}/premeeting", access.MeetingPrepare, 0, "Minutes of the pre-meeting"},
	{"files.list", http.MethodGet, Prefix + "/meetings/{id}/files", access.MeetingView, 0, "Files put to a meeting"},
	{"files.create", http.MethodPost, Prefix + "/meetings/{id}/files", access.MeetingPrepare, 201, "Put a file to a meeting; none that carries a secrecy mark"},
	{"document-files.list", http.MethodGet, Prefix + "/received/{id}/files", access.DocumentView, 0, "Files of a paper from above"},
	{"document-files.create", http.MethodPost, Prefix + "/received/{id}/files", access.DocumentEdit, 201, "Put a file to a paper from above"},
	{"files.get", http.MethodGet, Prefix + "/files/{id}", access.SignedIn, 0, "The bytes of a file"},
	{"files.delete", http.MethodDelete, Prefix + "/files/{id}", access.SignedIn, 0, "Take a file away"},
	{"received.list", http.MethodGet, Prefix + "/orgs/{id}/received", access.DocumentView, 0, "Papers a cell received from above"},
	{"received.create", http.MethodPost, Prefix + "/orgs/{id}/received", access.DocumentEdit, 201, "Enter a paper from above"},
	{"received.get", http.MethodGet, Prefix + "/received/{id}", access.DocumentView, 0, "One paper from above"},
	{"received.put", http.MethodPut, Prefix + "/received/{id}", access.DocumentEdit, 0, "Correct a paper from above"},
	{"packet.get", http.MethodGet, Prefix + "/meetings/{id}/packet", access.PacketView, 0, "What goes into the national handbook, box by box"},
	{"packet.file", http.MethodGet, Prefix + "/meetings/{id}/packet/{file}", access.PacketView, 0, "before.zip or after.zip"},
	{"packet.tick", http.MethodPost, Prefix + "/meetings/{id}/packet/ticks", access.PacketView, 201, "Declare that a part went up"},
	{"assistants.list", http.MethodGet, Prefix + "/orgs/{id}/assistants", access.OrgView, 0, "Who helps the secretary with the packet"},
	{"assistants.create", http.MethodPost, Prefix + "/orgs/{id}/assistants", access.AssistantEdit, 201, "Name who helps"},
	{"assistants.end", http.MethodPost, Prefix + "/orgs/{id}/assistants/{post}/end", access.AssistantEdit, 0, "End it"},
	{"steps.create", http.MethodPost, Prefix + "/meetings/{id}/steps", access.MeetingRun, 0, "Move the meeting on; says what is missing"},
	{"attendance.put", http.MethodPost, Prefix + "/meetings/{id}/attendance", access.MeetingRun, 0, "Roll call"},
	{"attendance.get", http.MethodGet, Prefix + "/meetings/{id}/attendance", access.MinutesView, 0, "Marks and counts"},
	{"opinions.list", http.MethodGet, Prefix + "/meetings/{id}/opinions", access.MinutesView, 0, "Opinions"},
	{"opinions.create", http.MethodPost, Prefix + "/meetings/{id}/opinions", access.MeetingRun, 201, "Who spoke on which item"},
	{"opinions.edit", http.MethodPatch, Prefix + "/meetings/{id}/opinions/{opinion}", access.MeetingRun, 0, "Write what was said, or take a wrong tap back"},
	{"items.begin", http.MethodPost, Prefix + "/meetings/{id}/items/{item}/beginnings", access.MeetingRun, 0, "An item of the agenda is taken up; its time runs from here"},
	{"reserved-opinions.list", http.MethodGet, Prefix + "/meetings/{id}/reserved-opinions", access.MinutesView, 0, "Reserved opinions the caller may read"},
	{"reserved-opinions.create", http.MethodPost, Prefix + "/meetings/{id}/reserved-opinions", access.MeetingRun, 201, "An opinion its author keeps and sends to a committee"},
	{"interpreters.list", http.MethodGet, Prefix + "/meetings/{id}/interpreters", access.MeetingView, 0, "Who interprets, into which language"},
	{"interpreters.create", http.MethodPost, Prefix + "/meetings/{id}/interpreters", access.MeetingRun, 201, "Name an interpreter; the same name and language again is the same one"},
	{"interpreters.drop", http.MethodDelete, Prefix + "/meetings/{id}/interpreters/{interpreter}", access.MeetingRun, 0, "Take one back, until the minutes are confirmed"},
	{"praise.list", http.MethodGet, Prefix + "/meetings/{id}/praise", access.MinutesView, 0, "Whom the meeting praised, for what"},
	{"praise.create", http.MethodPost, Prefix + "/meetings/{id}/praise", access.MeetingRun, 201, "Praise a member, the cell or a group"},
	{"praise.drop", http.MethodDelete, Prefix + "/meetings/{id}/praise/{praise}", access.MeetingRun, 0, "Take a praise back, until the minutes are confirmed"},
	{"reminders.list", http.MethodGet, Prefix + "/reminders", access.SignedIn, 0, "Open reminders: one's own and those of one's cell committee"},
	{"reminders.create", http.MethodPost, Prefix + "/meetings/{id}/reminders", access.ReminderKeep, 201, "A reminder to a comrade, with one day to look again"},
	{"reminders.edit", http.MethodPatch, Prefix + "/reminders/{id}", access.ReminderKeep, 0, "Close a reminder, or set another day once"},
	{"score.get", http.MethodGet, Prefix + "/meetings/{id}/score", access.MinutesView, 0, "The meeting's score: suggested, own, voted, confirmed"},
	{"score.put", http.MethodPut, Prefix + "/meetings/{id}/score", access.MeetingRun, 0, "Propose the score; it is voted by votes with matter score"},
	{"shortcomings.get", http.MethodGet, Prefix + "/meetings/{id}/shortcomings", access.MinutesView, 0, "What the chair named to be done better"},
	{"shortcomings.put", http.MethodPut, Prefix + "/meetings/{id}/shortcomings", access.MeetingRun, 0, "Name what is to be done better next time"},
	{"votes.list", http.MethodGet, Prefix + "/meetings/{id}/votes", access.MinutesView, 0, "Open votes"},
	{"votes.create", http.MethodPost, Prefix + "/meetings/{id}/votes", access.MeetingRun, 201, "An open vote, judged on the right base"},
	{"resolution.get", http.MethodGet, Prefix + "/meetings/{id}/resolution", access.ResolutionView, 0, "The resolution"},
	{"resolution.put", http.MethodPut, Prefix + "/meetings/{id}/resolution", access.MeetingRun, 0, "The resolution and its tasks"},
	{"resolution.swap", http.MethodPost, Prefix + "/meetings/{id}/resolution/swaps", access.MeetingRun, 0, "A task outside the resolution changes places with one in it"},
	{"evaluations.create", http.MethodPost, Prefix + "/meetings/{id}/evaluations", access.MeetingRun, 201, "Judge last month's task"},
	{"minutes.get", http.MethodGet, Prefix + "/meetings/{id}/minutes", access.MinutesView, 0, "The minutes, part by part"},
	{"minutes.put", http.MethodPut, Prefix + "/meetings/{id}/minutes", access.MinutesEdit, 0, "Edit parts of the minutes"},
	{"documents.list", http.MethodGet, Prefix + "/meetings/{id}/documents", access.MeetingView, 0, "Papers that can be had now"},
	{"documents.get", http.MethodGet, Prefix + "/meetings/{id}/documents/{file}", access.MeetingView, 0, "A paper as KIND.docx or KIND.pdf; handouts, invitations and slips take ?member= for one who asks"},
	{"handouts.office", http.MethodGet, Prefix + "/meetings/{id}/office-batch/{file}", access.HandoutBatch, 0, "What the committee's office prints for a cell, as batch.docx or batch.pdf"},
	{"paper-readers.list", http.MethodGet, Prefix + "/orgs/{id}/paper-readers", access.HandoutPrint, 0, "Members of a cell and whether papers are printed for them"},
	{"paper-readers.put", http.MethodPut, Prefix + "/orgs/{id}/paper-readers", access.PaperReaders, 0, "Say for whom papers are printed"},
	{"proposals.get", http.MethodGet, Prefix + "/meetings/{id}/proposals", access.MinutesView, 0, "What the report asks of the committee above"},
	{"proposals.put", http.MethodPut, Prefix + "/meetings/{id}/proposals", access.MinutesSeal, 0, "Write it, until the report is sent"},

	{"tasks.list", http.MethodGet, Prefix + "/tasks", access.TaskView, 0, "Tasks"},
	{"tasks.get", http.MethodGet, Prefix + "/tasks/{id}", access.TaskView, 0, "One task"},
	{"tasks.report", http.MethodPost, Prefix + "/tasks/{id}/reports", access.TaskEdit, 201, "Report a result"},
	{"tasks.extend", http.MethodPost, Prefix + "/tasks/{id}/extensions", access.TaskEdit, 201, "Give more time, with a reason"},
	{"tasks.step", http.MethodPost, Prefix + "/tasks/{id}/steps", access.TaskEdit, 201, "Start, ask for help or time, keep the day, hand over, say who helps, stop"},

	{"privacy-requests.list", http.MethodGet, Prefix + "/privacy/requests", access.PrivacyKeep, 0, "Requests about personal data that wait, those late first"},
	{"privacy-requests.get", http.MethodGet, Prefix + "/privacy/requests/{id}", access.PrivacyKeep, 0, "One of them; who asked reads it too"},
	{"privacy-requests.answer", http.MethodPost, Prefix + "/privacy/requests/{id}/steps", access.PrivacyKeep, 201, "Accept, extend once, finish, refuse with a basis"},
	{"register.get", http.MethodGet, Prefix + "/privacy/register", access.PrivacyKeep, 0, "What is kept about persons: purpose, basis, readers, how long"},
	{"alarms.list", http.MethodGet, Prefix + "/privacy/alarms", access.PrivacyWatch, 0, "Who opened many records in a short time; one's own are others' to see"},
	{"alarms.settle", http.MethodPost, Prefix + "/privacy/alarms/{id}/settlement", access.PrivacyWatch, 201, "Say what was found out"},
	{"member-requests.list", http.MethodGet, Prefix + "/members/{id}/privacy-requests", access.PrivacyFor, 0, "Requests typed for a comrade"},
	{"member-requests.create", http.MethodPost, Prefix + "/members/{id}/privacy-requests", access.PrivacyFor, 201, "Type a comrade's request down"},
	{"member-consents.list", http.MethodGet, Prefix + "/members/{id}/consents", access.PrivacyFor, 0, "A comrade's ledger of consents"},
	{"member-consents.create", http.MethodPost, Prefix + "/members/{id}/consents", access.PrivacyFor, 201, "Enter what a comrade signed on paper"},
	{"own-requests.list", http.MethodGet, Prefix + "/privacy/own-requests", access.SignedIn, 0, "One's own requests"},
	{"own-requests.create", http.MethodPost, Prefix + "/privacy/own-requests", access.SignedIn, 201, "Ask about one's own data"},
	{"own-requests.withdraw", http.MethodDelete, Prefix + "/privacy/own-requests/{id}", access.SignedIn, 0, "Take one's own request back"},
	{"own-consents.list", http.MethodGet, Prefix + "/privacy/own-consents", access.SignedIn, 0, "What one agreed to, the newest first"},
	{"own-consents.create", http.MethodPost, Prefix + "/privacy/own-consents", access.SignedIn, 201, "Agree or withdraw"},
	{"breaches.list", http.MethodGet, Prefix + "/privacy/breaches", access.PrivacyLeak, 0, "Times data got out, with the hour until which they are told of"},
	{"breaches.create", http.MethodPost, Prefix + "/privacy/breaches", access.PrivacyLeak, 201, "Write down that data got out"},
	{"breaches.get", http.MethodGet, Prefix + "/privacy/breaches/{id}", access.PrivacyLeak, 0, "One of them, with how many persons it concerns"},
	{"breaches.tell", http.MethodPost, Prefix + "/privacy/breaches/{id}/told", access.PrivacyLeak, 201, "Say that the authority was told"},
	{"breaches.persons", http.MethodGet, Prefix + "/privacy/breaches/{id}/persons", access.PrivacyKeep, 0, "Whose data they are; taking the list is written down"},
	{"assessment.get", http.MethodGet, Prefix + "/privacy/assessment", access.PrivacyKeep, 0, "By when the impact assessment is due, and when it was filed"},
	{"assessment.file", http.MethodPost, Prefix + "/privacy/assessment", access.PrivacyKeep, 201, "Say that it was filed"},
	{"retention.get", http.MethodGet, Prefix + "/privacy/retention", access.SystemView, 0, "How long data are kept, and what the nights took away"},
	{"retention.former", http.MethodGet, Prefix + "/privacy/retention/former", access.PrivacyKeep, 0, "Members no more, whose data wait for a decision"},
	{"system.get", http.MethodGet, Prefix + "/system", access.SystemView, 0, "State of the server: last backup, disk, waiting jobs"},
	{"duties.year", http.MethodGet, Prefix + "/orgs/{id}/duties/{year}", access.DutyView, 0, "Standing duties of a cell and year, in name order"},
	{"duties.give", http.MethodPost, Prefix + "/orgs/{id}/duties/{year}", access.DutyEdit, 201, "Give a member a standing duty"},
	{"duties.plan", http.MethodPost, Prefix + "/orgs/{id}/duties/{year}/steps", access.DutyEdit, 0, "Draft from the year before, or note that the cell adopted them"},
	{"duties.get", http.MethodGet, Prefix + "/duties/{id}", access.DutyEdit, 0, "One standing duty; its member and helper read it too"},
	{"duties.change", http.MethodPatch, Prefix + "/duties/{id}", access.DutyEdit, 0, "Write a standing duty anew"},
	{"duties.step", http.MethodPost, Prefix + "/duties/{id}/steps", access.DutyEdit, 201, "Report, hand over, end"},
	{"duties.turn", http.MethodGet, Prefix + "/meetings/{id}/duties", access.MinutesView, 0, "Who reports standing duties at a meeting"},

	{"papers.get", http.MethodGet, Prefix + "/papers/{id}", access.ResolutionView, 0, "The versions of a sealed paper"},
	{"papers.file", http.MethodGet, Prefix + "/papers/{id}/files/{file}", access.ResolutionView, 0, "One version as VERSION.docx or .pdf, its proof as VERSION.json"},
	{"papers.send", http.MethodPost, Prefix + "/papers/{id}/sent", access.MinutesSeal, 0, "Formally send a version to the committee above"},
	{"papers.sign", http.MethodPost, Prefix + "/papers/{id}/signed", access.MinutesSeal, 0, "The day on which the print was signed"},
	{"corrections.get", http.MethodGet, Prefix + "/papers/{id}/correction", access.MinutesView, 0, "The correction on its way"},
	{"corrections.open", http.MethodPost, Prefix + "/papers/{id}/correction", access.MinutesSeal, 201, "Open a correction, or answer the open one"},
	{"corrections.put", http.MethodPut, Prefix + "/papers/{id}/correction", access.MinutesSeal, 0, "Corrected words, reason, the meeting that agreed"},
	{"corrections.confirm", http.MethodPost, Prefix + "/papers/{id}/correction/confirmations", access.MinutesView, 0, "Scribe, then chair, again"},
	{"corrections.seal", http.MethodPost, Prefix + "/papers/{id}/correction/seal", access.MinutesSeal, 201, "Seal it as the next version"},
	{"corrections.drop", http.MethodDelete, Prefix + "/papers/{id}/correction", access.MinutesSeal, 0, "Give it up"},
	{"extracts.get", http.MethodGet, Prefix + "/meetings/{id}/extracts", access.MinutesView, 0, "What can be extracted from the sealed minutes"},
	{"extracts.create", http.MethodPost, Prefix + "/meetings/{id}/extracts", access.MinutesSeal, 201, "Issue an extract of the minutes"},
	{"numbers.list", http.MethodGet, Prefix + "/orgs/{id}/numbers", access.OrgView, 0, "Series of numbers per kind of paper and term, with their gaps"},
	{"numbers.put", http.MethodPut, Prefix + "/orgs/{id}/numbers", access.OrgView, 0, "Where a series goes on; a number used on paper"},
	{"committee-numbers.list", http.MethodGet, Prefix + "/orgs/{id}/committee-numbers", access.OrgView, 0, "The same of a cell committee, or of a committee and its standing committee, which share one series"},
	{"committee-numbers.put", http.MethodPut, Prefix + "/orgs/{id}/committee-numbers", access.OrgView, 0, "Where a committee's series goes on; a number used on paper"},

	{"log.verify", http.MethodPost, Prefix + "/log/verify", access.SignedIn, 0, "Check a proof file, the body as it is"},
	{"log.checkpoint", http.MethodGet, Prefix + "/log/checkpoint", access.LogView, 0, "The newest state of the log"},
	{"log.proof", http.MethodGet, Prefix + "/log/proofs/{document}", access.LogView, 0, "Proof that a paper stands in the log"},
}
