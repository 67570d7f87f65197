package ui

import (
	"context"

	"chibo/internal/i18n"
)

// Look is how a state is drawn: icon and colour kind. The words come from the catalogue.
type Look struct{ Icon, Kind string }

// looks is the status vocabulary of the design: one icon and one colour per state, everywhere.
var looks = map[string]Look{
	"meeting.state.planned":           {"calendar", "mute"},
	"meeting.state.drafting":          {"file-pen-line", "act"},
	"meeting.state.prepared":          {"users", "act"},
	"meeting.state.announced":         {"megaphone", "act"},
	"meeting.state.papers_out":        {"send", "act"},
	"meeting.state.papers_late":       {"clock-alert", "warn"},
	"meeting.state.in_session":        {"play", "act"},
	"meeting.state.closed":            {"flag", "act"},
	"meeting.state.confirmed":         {"list-checks", "act"},
	"meeting.state.sealed":            {"lock", "sealed"},
	"meeting.state.resolution_signed": {"pen-line", "sealed"},
	"meeting.state.self_scored":       {"hand", "act"},
	"meeting.state.reported":          {"inbox", "ok"},
	"meeting.state.reported_late":     {"clock-alert", "warn"},
	"meeting.state.grade_confirmed":   {"badge-check", "ok"},
	"meeting.state.postponed":         {"calendar-clock", "warn"},
	"meeting.state.held":              {"circle-check", "ok"},
	"meeting.state.held_late":         {"clock", "warn"},
	"meeting.state.not_due":           {"hourglass", "mute"},
	"meeting.state.silent":            {"circle-help", "warn"},
	"meeting.state.missed":            {"calendar-x", "bad"},
	"meeting.state.to_clarify":        {"triangle-alert", "warn"},
	"task.state.draft":                {"circle-dashed", "mute"},
	"task.state.assigned":             {"user-check", "act"},
	"task.state.doing":                {"circle-dot", "act"},
	"task.state.help":                 {"life-buoy", "warn"},
	"task.state.due_soon":             {"clock", "warn"},
	"task.state.overdue":              {"clock-alert", "bad"},
	"task.state.reported":             {"hourglass", "act"},
	"task.state.done":                 {"circle-check", "ok"},
	"task.state.done_late":            {"circle-check", "warn"},
	"task.state.extended":             {"calendar-clock", "warn"},
	"task.state.handed_over":          {"corner-up-right", "mute"},
	"task.state.stopped":              {"circle-stop", "mute"},
	"concern.state.sent":              {"send", "act"},
	"concern.state.received":          {"inbox", "act"},
	"concern.state.working":           {"circle-dot", "act"},
	"concern.state.forwarded":         {"arrow-up-right", "act"},
	"concern.state.overdue":           {"clock-alert", "bad"},
	"concern.state.answered":          {"reply", "ok"},
	"concern.state.settled":           {"handshake", "ok"},
	"concern.state.reopened":          {"rotate-ccw", "warn"},
	"concern.state.withdrawn":         {"undo-2", "mute"},
	"document.state.draft":            {"file-pen-line", "mute"},
	"document.state.issued":           {"stamp", "act"},
	"document.state.unseen":           {"mail", "warn"},
	"document.state.seen":             {"eye", "act"},
	"document.state.scheduled":        {"calendar-check", "act"},
	"document.state.discussed":        {"message-square", "ok"},
	"document.state.tasked":           {"list-checks", "ok"},
	"document.state.superseded":       {"archive", "mute"},
	"document.state.recalled":         {"ban", "bad"},
	"campaign.state.draft":            {"file-pen-line", "mute"},
	"campaign.state.open":             {"megaphone", "act"},
	"campaign.state.collecting":       {"inbox", "act"},
	"campaign.state.ended":            {"archive", "ok"},
	"campaign.state.cell_none":        {"circle-dashed", "warn"},
	"campaign.state.cell_planned":     {"calendar", "act"},
	"campaign.state.cell_held":        {"flag", "act"},
	"campaign.state.cell_sent":        {"send", "ok"},
	"campaign.state.cell_more":        {"rotate-ccw", "warn"},
	"campaign.state.cell_excused":     {"calendar-clock", "mute"},
	"sync.state.local":                {"smartphone", "warn"},
	"sync.state.sending":              {"cloud-upload", "act"},
	"sync.state.synced":               {"cloud-check", "ok"},
	"sync.state.offline":              {"cloud-off", "warn"},
	"sync.state.conflict":             {"git-merge", "bad"},
	"attendance.present":              {"circle-check", "ok"},
	"attendance.late":                 {"clock", "warn"},
	"attendance.left_early":           {"corner-up-right", "warn"},
	"attendance.excused":              {"message-square", "mute"},
	"attendance.unexplained":          {"circle-help", "warn"},
	"attendance.unexcused":            {"ban", "bad"},
	"attendance.exempt":               {"circle-dashed", "mute"},
	"attendance.elsewhere":            {"arrow-up-right", "mute"},
	"attendance.guest":                {"user", "mute"},
	"attendance.unmarked":             {"circle-dashed", "mute"},
	"attendance.absent":               {"circle-dashed", "mute"},
}

// LookOf finds the icon and kind of a state by its catalogue key, such as "task.state.overdue".
// An unknown state is drawn neutral rather than hidden.
func LookOf(key string) Look {
	if l, ok := looks[key]; ok {
		return l
	}
	return Look{Icon: "circle-dashed", Kind: "mute"}
}

// TaskTag is the state of a task with the days that task.Shown counts: overdue
// says by how many, near its day how many are left (design/ux.md 5).
func TaskTag(ctx context.Context, state string, days int) *Tag {
	look, text := LookOf("task.state."+state), i18n.T(ctx, "task.state."+state)
	switch {
	case state == "overdue":
		text = i18n.T(ctx, "taskpage.overdue", "days", days)
	case state == "due_soon" && days == 0:
		text = i18n.T(ctx, "taskpage.due.today")
	case state == "due_soon":
		text = i18n.T(ctx, "taskpage.due.in", "days", days)
	}
	return &Tag{Kind: look.Kind, Icon: look.Icon, Text: text}
}
