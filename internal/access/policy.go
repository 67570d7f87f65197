// Package access is the one table of rights: action → posts → reach. Rights
// are rows (a person holds a post in an organisation from a day to a day); the
// table says what a post may do and how far below it reaches. What one may not
// see does not exist: every refusal here is fault.Missing.
package access

// Post is what a person holds. Member and the scribes are not appointed in
// post_holding: the first follows from the roll, the others from the meeting.
type Post string

// The posts of the first release (domain/meetings.md 9).
const (
	Secretary       Post = "secretary"        // bí thư chi bộ
	Deputy          Post = "deputy"           // phó bí thư
	Committee       Post = "committee"        // chi ủy viên
	Scribe          Post = "scribe"           // thư ký buổi sinh hoạt, from appointment to confirmation
	Dues            Post = "dues"             // đồng chí thu đảng phí
	Member          Post = "member"           // đảng viên
	InCharge        Post = "in_charge"        // cấp ủy viên phụ trách
	Adviser         Post = "adviser"          // cán bộ cơ quan tham mưu theo dõi chi bộ
	Officer         Post = "officer"          // cán bộ đảng ủy
	WardSecretary   Post = "ward_secretary"   // bí thư đảng ủy
	WardDeputy      Post = "ward_deputy"      // phó bí thư đảng ủy
	WardMember      Post = "ward_member"      // đảng ủy viên
	Inspector       Post = "inspector"        // cán bộ kiểm tra của đảng ủy: reads sealed minutes under a numbered decision, nothing else
	ProvinceOfficer Post = "province_officer" // cán bộ cấp trên của nhiều đảng ủy: counts of their months, never a member
	Administrator   Post = "administrator"    // quản trị kỹ thuật: state of the system, no content
	Assistant       Post = "assistant"        // người giúp bí thư: named by the secretary, for the packet of the handbook only

	RollHelper Post = "roll_helper" // người giúp điểm danh: named for one meeting, takes members' own codes down and nothing else

	Scorer Post = "scorer" // đồng chí chấm điểm: named for one meeting, fills the score in and nothing else

	StandingMember  Post = "standing_member"  // ủy viên ban thường vụ
	CommitteeScribe Post = "committee_scribe" // thư ký cuộc họp chi ủy, đảng ủy
	StandingScribe  Post = "standing_scribe"  // thư ký cuộc họp ban thường vụ
)

// Reach says how far a post's right goes from the organisation it is held in.
type Reach int

// The reaches; SubtreeCounts gives numbers of the subtree, never names.
const (
	None Reach = iota
	OwnCell
	Subtree
	SubtreeCounts
)

// Action is one thing a person may do. Every route and API operation names one.
type Action string

// Actions. A new one is a constant and a block in table; the matrix test walks
// them all.
const (
	Anyone   Action = "anyone"    // no sign-in: sign-in page, health, help
	SignedIn Action = "signed_in" // one's own pages

	OrgView        Action = "org.view"        // name and place in the tree
	OrgEdit        Action = "org.edit"        // create, rename, move, merge, split, dissolve
	RollView       Action = "roll.view"       // names and short records of members
	RollEdit       Action = "roll.edit"       // records, status events
	RollImport     Action = "roll.import"     // lists in, lists out
	PostEdit       Action = "post.edit"       // appoint and release
	Enrol          Action = "enrol"           // hand out sign-in links and codes
	Settings       Action = "settings"        // the committee's choices
	MeetingView    Action = "meeting.view"    // day, place, agenda
	MeetingPrepare Action = "meeting.prepare" // register, draft, announce
	MeetingRun     Action = "meeting.run"     // open, roll call, gist, votes, close
	AttendanceHelp Action = "attendance.help" // take a member's own code down, as a proposal to the scribe
	MinutesView    Action = "minutes.view"    // minutes, attendance by name, votes
	MinutesEdit    Action = "minutes.edit"    // edit the composed minutes
	MinutesSeal    Action = "minutes.seal"    // confirm as chair, seal, report
	ScoreFill      Action = "score.fill"      // fill in the score of the cell's own meeting
	ScoreConfirm   Action = "score.confirm"   // confirm it, or another, for the committee: counts, no absentees
	ReservedView   Action = "reserved.view"   // reserved opinions of the cell's members
	ReservedHear   Action = "reserved.hear"   // those addressed to the committee above
	ReminderKeep   Action = "reminder.keep"   // reminders to a comrade: what, who helps, when looked at again
	ResolutionView Action = "resolution.view" // resolution and its task texts
	TaskView       Action = "task.view"       // the cell's tasks
	TaskEdit       Action = "task.edit"       // extend, hand over, stop
	DutyView       Action = "duty.view"       // the year's standing duties, once adopted
	DutyEdit       Action = "duty.edit"       // draft, adopt, change, hand over, end
	MonthView      Action = "month.view"      // counts of a cell and month
	SilenceRemind  Action = "silence.remind"  // ask after a month of a cell without news; accept that it does not meet, or ask back
	SilenceSay     Action = "silence.say"     // say for the cell that it does not meet in a month
	ChargeView     Action = "charge.view"     // the cells one answers for in the committee above
	DocumentView   Action = "document.view"   // papers received from above, as far as they are meant for one
	DocumentEdit   Action = "document.edit"   // enter and correct them
	DirectiveView  Action = "directive.view"  // what a committee sent down and how far its cells have come: dates and counts
	DirectiveSend  Action = "directive.send"  // send down, correct, recall
	PacketView     Action = "packet.view"     // the packet for the national handbook, and the tick that it went up
	AssistantEdit  Action = "assistant.edit"  // name and end who helps with the packet
	LogView        Action = "log.view"        // checkpoint and proofs
	SystemView     Action = "system.view"     // state of the system, no content
	StatusPropose  Action = "status.propose"  // take down a request for exemption, a return
	StatusDecide   Action = "status.decide"   // write down the cell's vote on it
	CareView       Action = "care.view"       // who stays away and may need help: the secretary alone
	FormalityView  Action = "formality.view"  // signs of a meeting held on paper only, the cell's own; answer them
	FormalityTold  Action = "formality.told"  // those the committee above is told of: counts and answers
	ConcernRaise   Action = "concern.raise"   // raise something in one's cell, or write down what the people say
	ConcernKeep    Action = "concern.keep"    // read and answer what was addressed to the secretary
	ConcernTrust   Action = "concern.trust"   // what was addressed to the committee member in charge, past the secretary
	ConcernHear    Action = "concern.hear"    // what was addressed to the committee's office, and what cells passed on
	CampaignView   Action = "campaign.view"   // the committee's campaigns over its cells: counts, the cells' own answers
	CampaignKeep   Action = "campaign.keep"   // write, send, remind, close them; answer for the committee
	CampaignRead   Action = "campaign.read"   // those a cell was asked in, and its own answer
	CampaignAnswer Action = "campaign.answer" // answer for the cell
	VisitView      Action = "visit.view"      // the committee's visits to a cell: what was seen and promised
	VisitKeep      Action = "visit.keep"      // plan them, write down what was seen, promised and what came of it
	VisitSay       Action = "visit.say"       // say for the cell whether a promise was kept
	AssistView     Action = "assist.view"     // the committee's plans to help a cell
	AssistKeep     Action = "assist.keep"     // write them, their steps and results; hand over, withdraw with a reason
	AssistSay      Action = "assist.say"      // say for the cell that it is well, or needs more help
	GoodwayRead    Action = "goodway.read"    // the shelf of what cells do well, as a cell reads it
	GoodwayKeep    Action = "goodway.keep"    // write for the cell what it does well, share it, take it back; do likewise and say how it went
	GoodwayView    Action = "goodway.view"    // the shelf as the committee reads it: what cells share
	GoodwaySuggest Action = "goodway.suggest" // suggest to a cell to do likewise, or to write up what it does
	ChecksView     Action = "checks.view"     // the yearly programme of inspection and supervision: subjects, days, results
	ChecksKeep     Action = "checks.keep"     // write one's own body's
	CommendView    Action = "commend.view"    // what the cell's sealed minutes praised, and what it proposed of it
	CommendSend    Action = "commend.send"    // propose one praise to the committee above, take it back
	CommendHear    Action = "commend.hear"    // what cells propose to praise; write down what became of it
	MandateKeep    Action = "mandate.keep"    // enter a decision under which an inspector reads minutes, and end it
	MandateRead    Action = "mandate.read"    // read minutes under one's own decision, while it holds
	MandateSeen    Action = "mandate.seen"    // see who above the cell opened its minutes
	ScheduleKeep   Action = "schedule.keep"   // approve the days and places of cells' meetings, and tell all cells
	ProgrammeView  Action = "programme.view"  // one's own programmes of a term and a year, once adopted
	ProgrammeKeep  Action = "programme.keep"  // draft, adopt, change them, enter figures
	TargetsView    Action = "targets.view"    // how the targets of cells stand: texts and counts, nobody's name
	CountsSend     Action = "counts.send"     // make the committee's month for the level above, see what goes up
	CountsConsent  Action = "counts.consent"  // let the months go up by the server, or stop it
	ProvinceView   Action = "province.view"   // the months of several committees: counts alone
	ProvinceKeep   Action = "province.keep"   // which committees, their keys; take their months in
	DuesView       Action = "dues.view"       // dues of the month by name
	DuesEdit       Action = "dues.edit"       // take dues down
	DuesEntrust    Action = "dues.entrust"    // say who takes them down

	PrivacyKeep    Action = "privacy.keep"    // requests about personal data: read, answer, carry out
	PrivacyConfirm Action = "privacy.confirm" // agree to what the office asks: restrict, open, erase
	PrivacyWatch   Action = "privacy.watch"   // alarms on reading too much, those of others
	PrivacyLeak    Action = "privacy.leak"    // say that data got out: when, how, told; whose they are PrivacyKeep reads
	PrivacyFor     Action = "privacy.for"     // take a comrade's request or consent down

	RuleRead    Action = "rule.read"    // the rules that apply to one's cell
	RuleView    Action = "rule.view"    // all rules with sources, versions and what the committee adopted
	RulePropose Action = "rule.propose" // propose a rule of the committee's own, or its end
	RuleConfirm Action = "rule.confirm" // agree to what another proposed, or refuse

	// What is printed for members without a phone.
	PaperReaders Action = "paper.readers" // say who they are
	HandoutPrint Action = "handout.print" // the cell prints for them
	HandoutBatch Action = "handout.batch" // the committee's office prints for them: no minutes, nobody's absence

	// What is done in the committees' own meetings (circle.go).
	CommitteeView    Action = "committee.view"    // all of it: agenda, minutes, resolution, tasks
	CommitteePrepare Action = "committee.prepare" // register, draft, announce
	CommitteeRun     Action = "committee.run"     // open, roll call, minutes, close
	CommitteeSeal    Action = "committee.seal"    // seal, report; extend and stop its tasks
	StandingView     Action = "standing.view"
	StandingPrepare  Action = "standing.prepare"
	StandingRun      Action = "standing.run"
	StandingSeal     Action = "standing.seal"
)

// table is the law. Read a block as: to do this, one holds one of these posts,
// and it reaches so far. Upper levels see resolution, counts and task texts,
// never minutes or the names of absentees (design/decisions.md 18).
var table = map[Action]map[Post]Reach{
	OrgView:        {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, CommitteeScribe: OwnCell, StandingScribe: OwnCell, InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree, Administrator: Subtree},
	OrgEdit:        {Officer: Subtree},
	RollView:       {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Officer: Subtree},
	RollEdit:       {Officer: Subtree},
	RollImport:     {Officer: Subtree},
	PostEdit:       {Officer: Subtree},
	Enrol:          {Secretary: OwnCell, Deputy: OwnCell, Officer: Subtree, Administrator: Subtree},
	Settings:       {Officer: Subtree},
	MeetingView:    {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, InCharge: OwnCell, Adviser: OwnCell},
	MeetingPrepare: {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	MeetingRun:     {Secretary: OwnCell, Deputy: OwnCell, Scribe: OwnCell},
	AttendanceHelp: {RollHelper: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Scribe: OwnCell},
	MinutesView:    {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell},
	MinutesEdit:    {Secretary: OwnCell, Deputy: OwnCell, Scribe: OwnCell},
	MinutesSeal:    {Secretary: OwnCell, Deputy: OwnCell},
	ScoreFill:      {Secretary: OwnCell, Deputy: OwnCell, Scribe: OwnCell, Scorer: OwnCell},
	ScoreConfirm:   {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	ReservedView:   {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	ReservedHear:   {Officer: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell},
	ReminderKeep:   {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	ResolutionView: {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	TaskView:       {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	TaskEdit:       {Secretary: OwnCell, Deputy: OwnCell},
	DutyView:       {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell},
	DutyEdit:       {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	MonthView:      {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, InCharge: OwnCell, Adviser: OwnCell, Officer: SubtreeCounts, WardSecretary: SubtreeCounts, WardDeputy: SubtreeCounts, StandingMember: SubtreeCounts, WardMember: SubtreeCounts},
	SilenceRemind:  {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	SilenceSay:     {Secretary: OwnCell, Deputy: OwnCell},
	ChargeView:     {InCharge: OwnCell, Adviser: OwnCell},
	DocumentView:   {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell},
	DocumentEdit:   {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	DirectiveView:  {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	DirectiveSend:  {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	PacketView:     {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, Assistant: OwnCell},
	AssistantEdit:  {Secretary: OwnCell},
	LogView:        {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	SystemView:     {Administrator: Subtree, Officer: Subtree},
	StatusPropose:  {Secretary: OwnCell, Deputy: OwnCell, Officer: Subtree},
	StatusDecide:   {Secretary: OwnCell, Deputy: OwnCell},
	CareView:       {Secretary: OwnCell},
	FormalityView:  {Secretary: OwnCell, Deputy: OwnCell},
	FormalityTold:  {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	ConcernRaise:   {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	ConcernKeep:    {Secretary: OwnCell, Deputy: OwnCell},
	ConcernTrust:   {InCharge: OwnCell},
	ConcernHear:    {Officer: Subtree, WardSecretary: Subtree},
	CampaignView:   {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	CampaignKeep:   {Officer: Subtree},
	CampaignRead:   {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell},
	CampaignAnswer: {Secretary: OwnCell, Deputy: OwnCell},
	VisitView:      {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	VisitKeep:      {InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	VisitSay:       {Secretary: OwnCell, Deputy: OwnCell},
	AssistView:     {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	AssistKeep:     {InCharge: OwnCell, Adviser: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	AssistSay:      {Secretary: OwnCell, Deputy: OwnCell},
	GoodwayRead:    {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell},
	GoodwayKeep:    {Secretary: OwnCell, Deputy: OwnCell},
	GoodwayView:    {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	GoodwaySuggest: {Officer: Subtree},
	ChecksView:     {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	ChecksKeep:     {Secretary: OwnCell, Deputy: OwnCell, Officer: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell},
	CommendView:    {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	CommendSend:    {Secretary: OwnCell, Deputy: OwnCell},
	CommendHear:    {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	MandateKeep:    {WardSecretary: Subtree, WardDeputy: Subtree},
	MandateRead:    {Inspector: OwnCell},
	MandateSeen:    {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	ScheduleKeep:   {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	ProgrammeView:  {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Scribe: OwnCell, Officer: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, StandingMember: OwnCell, WardMember: OwnCell},
	ProgrammeKeep:  {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Officer: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell},
	TargetsView:    {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	CountsSend:     {Officer: OwnCell, WardSecretary: OwnCell},
	CountsConsent:  {WardSecretary: OwnCell},
	ProvinceView:   {ProvinceOfficer: OwnCell},
	ProvinceKeep:   {ProvinceOfficer: OwnCell},
	DuesView:       {Secretary: OwnCell, Deputy: OwnCell, Dues: OwnCell},
	DuesEdit:       {Secretary: OwnCell, Dues: OwnCell},
	DuesEntrust:    {Secretary: OwnCell, Officer: Subtree},

	PrivacyKeep:    {Officer: Subtree},
	PrivacyConfirm: {WardSecretary: Subtree, WardDeputy: Subtree},
	PrivacyWatch:   {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	PrivacyLeak:    {Officer: Subtree, Administrator: Subtree},
	PrivacyFor:     {Secretary: OwnCell, Deputy: OwnCell},

	RuleRead:    {Member: OwnCell, Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},
	RuleView:    {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree, StandingMember: Subtree, WardMember: Subtree},
	RulePropose: {Officer: Subtree},
	RuleConfirm: {Officer: Subtree, WardSecretary: Subtree, WardDeputy: Subtree},

	PaperReaders: {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	HandoutPrint: {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell},
	HandoutBatch: {Officer: Subtree},

	// A committee's meeting is its members' alone. The same block serves the cell
	// committee and the committee of a ward: which posts there are says whose it is.
	CommitteeView:    {Secretary: OwnCell, Deputy: OwnCell, Committee: OwnCell, CommitteeScribe: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, StandingMember: OwnCell, WardMember: OwnCell, Officer: OwnCell},
	CommitteePrepare: {Secretary: OwnCell, Deputy: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, Officer: OwnCell},
	CommitteeRun:     {Secretary: OwnCell, Deputy: OwnCell, CommitteeScribe: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, Officer: OwnCell},
	CommitteeSeal:    {Secretary: OwnCell, Deputy: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell},
	StandingView:     {StandingScribe: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, StandingMember: OwnCell, Officer: OwnCell},
	StandingPrepare:  {WardSecretary: OwnCell, WardDeputy: OwnCell, Officer: OwnCell},
	StandingRun:      {StandingScribe: OwnCell, WardSecretary: OwnCell, WardDeputy: OwnCell, Officer: OwnCell},
	StandingSeal:     {WardSecretary: OwnCell, WardDeputy: OwnCell},
}

// Actions lists every action that the table rules, for the matrix test.
func Actions() map[Action]map[Post]Reach { return table }
