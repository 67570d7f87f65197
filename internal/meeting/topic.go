package meeting

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Topic is what a thematic or combined meeting is about and how its paper came
// about (guidance 42: the meeting solves one concrete problem, a member who
// knows the matter writes the paper, the cell committee approves it).
type Topic struct {
	Meeting    string
	Subject    string // Chuyên đề gì?
	Question   string // Muốn giải quyết việc gì cụ thể?
	Author     string // member who writes the paper
	AuthorName string
	ApprovedOn string // day the cell committee approves the paper; "" not settled
	Version    int64  // 0: nothing is written yet
}

// Approved reports whether the paper stands approved on a day.
func (t Topic) Approved(day string) bool { return t.ApprovedOn != "" && t.ApprovedOn <= day }

// OnTopic tells the meetings that have a topic.
func (m Meeting) OnTopic() bool { return m.Kind == Thematic || m.Kind == Combined }

// TopicOf reads the topic of a meeting; of one without it is empty. Whoever may
// see the agenda sees it.
func TopicOf(rd *store.Reader, id string) (Topic, error) {
	if _, err := For(rd, id, access.MeetingView); err != nil {
		return Topic{}, err
	}
	return topic(rd, id)
}

func topic(rd *store.Reader, id string) (Topic, error) {
	t := Topic{Meeting: id}
	err := rd.Get([]any{&t.Subject, &t.Question, &t.Author, &t.AuthorName, &t.ApprovedOn, &t.Version}, `select t.subject, t.question, t.author, coalesce(p.full_name, ''), t.approved_on, t.version
		from topic t left join member m on m.tenant = t.tenant and m.id = t.author left join person p on p.tenant = m.tenant and p.id = m.person where t.tenant = $1 and t.meeting = $2`, id)
	if store.IsNoRow(err) {
		return t, nil
	}
	return t, err
}

// PutTopic writes the topic before the meeting begins. The same again is the same
// answer; an edit on an older text gets the newer one back.
func PutTopic(tx *store.Tx, in Topic) (Topic, error) {
	m, err := For(tx.Reader, in.Meeting, access.MeetingPrepare)
	if err != nil {
		return Topic{}, err
	}
	old, err := topic(tx.Reader, m.ID)
	if err != nil {
		return Topic{}, err
	}
	in.Subject, in.Question = vi.Clean(in.Subject), vi.Clean(in.Question)
	if in.Subject == old.Subject && in.Question == old.Question && in.Author == old.Author && in.ApprovedOn == old.ApprovedOn && old.Version > 0 {
		return old, nil
	}
	switch {
	case !m.OnTopic():
		return Topic{}, fault.New(fault.Conflict, "topic_no_kind")
	case m.At(InSession):
		return Topic{}, fault.New(fault.Conflict, "meeting_begun")
	case in.Version != old.Version:
		return Topic{}, fault.Stale(old)
	}
	if err := in.check(tx.Reader, m); err != nil {
		return Topic{}, err
	}
	if _, err := tx.Exec(`insert into topic (tenant, meeting, subject, question, author, approved_on, version, at, by_person) values ($1, $2, $3, $4, $5, $6, 1, $7, $8)
		on conflict (tenant, meeting) do update set subject = excluded.subject, question = excluded.question, author = excluded.author, approved_on = excluded.approved_on,
		version = topic.version + 1, at = excluded.at, by_person = excluded.by_person`,
		m.ID, in.Subject, in.Question, in.Author, in.ApprovedOn, tx.Now(), tx.Viewer().Person); err != nil {
		return Topic{}, err
	}
	if err := audit.Note(tx, "meeting.topic", "meeting", m.ID, m.Org, map[string]any{"before": old, "after": in}); err != nil {
		return Topic{}, err
	}
	return topic(tx.Reader, m.ID)
}

func (t Topic) check(rd *store.Reader, m Meeting) error {
	var wrong fault.Fields
	if t.Subject == "" || len(t.Subject) > 600 {
		wrong.Add("subject", "topic_subject")
	}
	if t.Question == "" || len(t.Question) > 2000 {
		wrong.Add("question", "topic_question")
	}
	if t.Author != "" {
		activity, err := Stands(rd, m.Org, m.Circle(), t.Author, m.Day)
		if err != nil {
			return err
		}
		if activity == "" || activity == "suspended" {
			wrong.Add("author", "topic_author")
		}
	}
	if t.ApprovedOn != "" && (!vi.ValidDay(t.ApprovedOn) || t.ApprovedOn > m.Day) {
		wrong.Add("approved_on", "topic_approved", "day", vi.ShowDay(m.Day))
	}
	return wrong.Err()
}
