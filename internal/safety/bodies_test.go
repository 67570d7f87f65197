package safety

import (
	"cmp"
	"encoding/json"
	"testing"
)

// bodies are the smallest well-formed bodies of the API's writes, so that the
// right is asked and not the form.
func bodiesOf(id string, p place, s sitting) any {
	type o = map[string]any
	switch id {
	case "counts.consent":
		return o{"above": 1100000, "on": true, "version": 0}
	case "province.receive":
		return o{"data": "e30="}
	case "province.list":
		return o{"name": "x", "way": "sheet", "from": "2026-11", "version": 0}
	case "enrolments.create", "sessions.end":
		return o{}
	case "goodways.back", "commends.back", "goodways.decline", "my-sessions.end", "silence.remind", "silence.take-back", "campaigns.remind", "counts.make":
		return nil
	case "orgs.create":
		return o{"name": "Chi bộ mới", "kind": "residential", "parent": p.org}
	case "orgs.edit":
		return o{"name": "Tên khác"}
	case "org-events.create":
		return o{"kind": "rename", "name": "Tên khác"}
	case "mandates.create":
		return o{"person": p.person, "number": "1", "issued_on": "2026-11-20", "issuer": "x", "cells": []string{p.org}, "from_month": "2026-10", "until_month": "2026-11", "ends_on": "2026-12-20", "told": "now"}
	case "mandates.end":
		return o{"version": 0}
	case "my-mandates.open":
		return o{"paper": cmp.Or(p.minutes, "none")}
	case "checks.create":
		return o{"kind": "regular", "subject": "x", "period": "q4"}
	case "checks.adopt":
		return o{"day": "2026-11-20", "minutes_no": "1", "version": 0}
	case "checks.change":
		return o{"kind": "regular", "subject": "x", "period": "q4", "version": 0}
	case "checks.step":
		return o{"step": "plan", "day": "2026-11-20", "version": 0}
	case "checks.close":
		return o{"result": "clean", "version": 0}
	case "checks.drop":
		return o{"reason": "x", "version": 0}
	case "help-plans.create":
		return o{"person": p.person, "aim": "x", "why": "x", "until": "2026-12-21"}
	case "help-plans.change":
		return o{"aim": "x", "why": "x", "until": "2026-12-21", "version": 0}
	case "help-plans.step":
		return o{"text": "x", "due": "2026-12-11"}
	case "help-plans.result":
		return o{"result": "x", "version": 0}
	case "help-plans.give":
		return o{"person": p.person}
	case "help-plans.word":
		return o{"word": "well", "version": 0}
	case "help-plans.withdraw":
		return o{"reason": "x", "version": 0}
	case "commends.send":
		return o{"praise": p.praised, "asked": "praise"}
	case "commends.decide":
		return o{"outcome": "none", "day": "2026-12-01", "version": 0}
	case "outlines.set":
		return o{"body": "# I- Kết quả", "version": 0}
	case "goodways.write":
		return o{"title": "x", "done": "x", "how": "x", "effort": "x"}
	case "goodways.change":
		return o{"title": "x", "done": "x", "how": "x", "effort": "x", "version": 0}
	case "goodways.share":
		return o{"reach": "committee", "version": 0}
	case "goodways.take":
		return o{"way": p.goodway}
	case "goodways.word":
		return o{"word": "worked", "said": "x", "version": 0}
	case "goodways.suggest":
		return o{"way": p.goodway}
	case "households.count":
		return o{"households": 60, "version": 0}
	case "households.add", "households.change":
		return o{"name": "Nhóm hộ ngõ x", "households": 3}
	case "households.visit":
		return o{"visited": true}
	case "households.excuse":
		return o{"reason": "age"}
	case "households.end":
		return nil
	case "matters.add", "matters.change":
		return o{"what": "x", "office": "x", "report_on": "2026-12-20"}
	case "matters.adopt":
		return o{"day": "2026-11-20"}
	case "matters.report":
		return o{"day": "2026-11-24", "outcome": "x", "version": 0}
	case "matters.drop":
		return o{"reason": "x"}
	case "programmes.begin":
		return o{"kind": "term", "title": "x", "from": "2026-01-01", "to": "2030-12-31"}
	case "programmes.target":
		return o{"text": "x", "measure": "yes_no", "due": "2026-12-11", "origin": "own", "version": 0}
	case "programmes.adopt":
		return o{"day": "2026-11-20", "version": 0}
	case "programmes.revise":
		return o{"reason": "x"}
	case "programmes.discard", "programmes.drop":
		return nil
	case "targets.enter":
		return o{"as_of": "2026-11-20", "value": "1"}
	case "visits.plan":
		return o{"person": p.person, "day": "2026-12-01"}
	case "visits.record":
		return o{"saw": "x", "version": 0}
	case "visits.promise":
		return o{"text": "x", "due": "2026-12-11"}
	case "promises.close":
		return o{"outcome": "x", "version": 0}
	case "promises.word":
		return o{"word": "kept", "version": 0}
	case "promises.give":
		return o{"person": p.person}
	case "schedule.approve":
		return o{"tokens": []any{"x"}}
	case "schedule.issue":
		return o{"number": 12}
	case "posts.create":
		return o{"person": p.person, "post": "committee", "org": p.org}
	case "members.create":
		return o{"org": p.org, "full_name": "Người Mới"}
	case "members.edit":
		return o{"note": "x"}
	case "member-events.create":
		return o{"kind": "exempt"}
	case "exemptions.create":
		return o{"manner": "oral", "reason": "age", "valid_from": "2026-12-01"}
	case "exemptions.ask":
		return o{"reason": "age", "valid_from": "2026-12-01"}
	case "privacy-requests.answer":
		return o{"step": "accept", "text": "x", "version": 0}
	case "own-rules.propose":
		return o{"yaml": "- x", "from": "2026-12-01"}
	case "own-rules.decide":
		return o{"agree": false, "reason": "x", "version": 0}
	case "own-rules.withdraw":
		return o{"reason": "x", "version": 0}
	case "me.letters.put":
		return o{"mail": false, "hour": 7, "days": "daily", "version": 0}
	case "silence.say":
		return o{"reason": "merged", "version": 0}
	case "silence.accept":
		return o{"version": 0}
	case "silence.ask":
		return o{"question": "x", "version": 0}
	case "directives.send":
		return o{"number": "1-CV/ĐU", "issued_on": "2026-11-20", "issuer": "x", "abstract": "x", "asked": "x", "summary": "x", "to": o{"kinds": []string{"none"}, "cells": []string{}}}
	case "directives.correct":
		return o{"abstract": "x", "asked": "x", "summary": "x", "version": 0}
	case "directives.recall":
		return o{"reason": "x", "version": 0}
	case "campaigns.create":
		return o{"topic": "x", "why": "x", "questions": []string{"x"}, "due": "2027-01-20", "period": "2026-12"}
	case "campaigns.change":
		return o{"topic": "x", "why": "x", "questions": []string{"x"}, "due": "2027-01-20", "version": 0}
	case "campaigns.send":
		return o{"version": 0}
	case "campaigns.close":
		return o{"causes": "x", "remedies": []o{{"text": "x", "owner": "nobody", "due": "2027-01-20"}}, "version": 0}
	case "campaigns.answer":
		return o{"org": p.org, "edition": 0, "version": 0, "answers": []string{"x"}}
	case "concerns.create":
		return o{"source": "people", "topic": "area", "naming": "unnamed", "to": "secretary", "text": "x"}
	case "concerns.receipt":
		return o{"receipt": "AAAAAAAA"}
	case "concerns.answer":
		return o{"text": "x", "version": 0}
	case "concerns.pass":
		return o{"to": "ward", "issue": "x", "version": 0}
	case "concerns.word":
		return o{"word": "enough", "version": 0}
	case "findings.answer":
		return o{"answer": "x", "version": 0}
	case "look-back.put":
		return o{"outcomes": []string{}}
	case "breaches.create":
		return o{"found_at": "2026-11-24T07:00:00+07:00", "since": "2026-11-23T00:00:00+07:00", "until": "2026-11-24T00:00:00+07:00", "text": "x"}
	case "breaches.tell":
		return o{"day": "2026-11-24", "ref": "x", "version": 0}
	case "assessment.file":
		return o{"day": "2026-11-24", "ref": "x"}
	case "data-states.ask":
		return o{"what": "restrict", "reason": "x", "version": 0}
	case "data-states.decide":
		return o{"agree": true, "version": 0}
	case "alarms.settle":
		return o{"text": "x"}
	case "member-requests.create":
		return o{"kind": "correct", "text": "x", "channel": "oral"}
	case "member-consents.create":
		return o{"purpose": "phone", "given": true, "paper": "x"}
	case "own-requests.create":
		return o{"kind": "correct", "text": "x"}
	case "own-consents.create":
		return o{"purpose": "phone", "given": true}
	case "own-requests.withdraw", "exemptions.withdraw", "praise.drop", "interpreters.drop", "care.asked":
		return nil
	case "exemptions.decide":
		return o{"vote": "x"}
	case "exemptions.end":
		return o{}
	case "dues.put":
		return o{"items": []any{}}
	case "imports.create", "imports.commit", "agenda.draft":
		return nil
	case "meetings.create":
		return o{"org": p.org, "period": "2027-03", "kind": "regular", "starts_at": "2027-03-03T19:30:00+07:00", "place": "Nhà văn hóa"}
	case "paper-months.create": // without numbers of hands and people: refused by the room, where the right is there
		return o{"org": p.org, "period": "2026-01", "begin": "2026-01-03T19:30:00+07:00", "end": "2026-01-03T21:00:00+07:00", "place": "Nhà văn hóa", "chair": "x", "scribe": "y"}
	case "topic.put":
		return o{"subject": "x", "question": "y"}
	case "agenda.put", "resolution.put":
		return o{"items": []any{}}
	case "steps.create":
		return o{"step": "close"}
	case "attendance.put":
		return o{"marks": []any{o{"member": p.member, "status": "present"}}}
	case "opinions.create":
		return o{"member": p.member}
	case "checkin.put":
		return o{"open": true}
	case "checkin.settle":
		return o{"taken": []any{p.member}}
	case "checkin.tell", "checkin.help":
		return o{"code": "ABCDEF"}
	case "hall.giveup", "hall.revoke":
		return o{"why": "x"}
	case "hall.choose":
		return o{"key": "score", "op": "now"}
	case "checkin.helper":
		return o{"person": p.person}
	case "opinions-ahead.create":
		return o{"text": "x", "naming": "unnamed"}
	case "opinions-ahead.read":
		return o{"read": true}
	case "opinions-ahead.receipt":
		return o{"receipt": "AAAAAAAA"}
	case "opinions.edit":
		return o{"gist": "x", "version": 1}
	case "items.begin", "hall.reread":
		return nil
	case "reserved-opinions.create":
		return o{"member": p.member, "text": "x"}
	case "interpreters.create":
		return o{"full_name": "Lò Văn Hặc", "language": "Thái"}
	case "praise.create":
		return o{"member": p.member, "deed": "x"}
	case "reminders.create":
		return o{"member": p.member, "text": "x", "look_on": "2027-01-10"}
	case "reminders.edit":
		return o{"close": true}
	case "score.put":
		return o{"points": 90, "reason": "x"}
	case "score.lines":
		return o{"lines": []o{{"code": "1", "points": 1}}, "version": 0}
	case "score.scorer":
		return o{"person": ""}
	case "score.confirm":
		return o{"reason": "x", "decision": "12-BB/ĐU", "day": "2026-11-24", "version": 0}
	case "returns.create":
		return o{"name": "x.xlsx", "data": "eA=="}
	case "returns.choose":
		return o{"places": "C5 = chi_bo", "version": 0}
	case "score.confirmtogether":
		return o{"scores": []o{{"meeting": s.id, "version": 0}}, "decision": "", "day": "2026-11-24"}
	case "score.answer", "score.ask", "score.reply":
		return o{"text": "x"}
	case "shortcomings.put":
		return o{"lines": []string{"x"}}
	case "resolution.swap":
		return o{"out": cmp.Or(s.outside, p.task), "in": cmp.Or(s.deed, p.task)} // a sitting without such items: anything that is none of it
	case "votes.create":
		return o{"subject": "x", "matter": "ordinary", "for": 0}
	case "evaluations.create":
		return o{"task": p.task, "result": "done"}
	case "paper-readers.put":
		return o{"items": []any{o{"member": p.member, "paper_only": true}}}
	case "proposals.put":
		return o{"text": "x"}
	case "minutes.put":
		return o{"items": []any{o{"key": s.part, "text": "x", "version": 0}}}
	case "papers.send":
		return o{"version": 1}
	case "papers.sign":
		return o{"version": 1, "day": "2026-11-20"}
	case "corrections.open", "corrections.drop":
		return nil
	case "corrections.put":
		return o{"items": []any{}, "reason": "x"}
	case "corrections.confirm":
		return o{"role": "scribe"}
	case "corrections.seal":
		return o{"becomes": 2}
	case "extracts.create":
		return o{"parts": []any{"item.1"}, "purpose": "x", "to": "x"}
	case "numbers.put", "committee-numbers.put":
		return o{"type": "extract", "next": 3}
	case "log.verify":
		return o{}
	case "tasks.report":
		return o{"result": "x"}
	case "duties.give":
		return o{"member": p.member, "what": "x", "rhythm": "month"}
	case "duties.plan":
		return o{"step": "copy"}
	case "duties.change":
		return o{"what": "x", "rhythm": "month"}
	case "duties.step":
		return o{"step": "report", "text": "x"}
	case "tasks.step":
		return o{"step": "start"}
	case "agenda.remove":
		return o{"item": s.item, "reason": "x"}
	case "premeeting.put":
		return o{"held_at": "2026-12-01T19:00:00+07:00", "present": []any{}, "assessment": "x", "version": 0}
	case "received.create", "received.put":
		return o{"number": "1-CV/ĐU", "issued_on": "2026-11-01", "issuer": "x", "abstract": "x", "summary": "x", "level": "normal", "audience": "members"}
	case "packet.tick":
		return o{"part": "before", "done_at": "2026-11-01T19:00:00+07:00"}
	case "assistants.create":
		return o{"person": p.person}
	case "files.create", "document-files.create", "directive-files.create", "files.delete", "returns.delete", "assistants.end":
		return nil
	case "tasks.extend":
		return o{"due": "2027-01-10", "reason": "x"}
	}
	return false
}

// bodyOf is bodiesOf as it is sent.
func bodyOf(t *testing.T, id string, p place, s sitting) string {
	t.Helper()
	b := bodiesOf(id, p, s)
	if b == false {
		t.Errorf("%s: which body does it take? Teach bodiesOf()", id)
	}
	if b == nil {
		return ""
	}
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
