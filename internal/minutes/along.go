package minutes

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Along is what a phone needs besides the record to compose the minutes itself.
type Along struct {
	Phrases map[string]string `json:"phrases"`
	Opening []string          `json:"opening"` // what else the opening says: who interprets
	Topic   []string          `json:"topic"`   // the lines on the topic of a thematic meeting
	Dues    string            `json:"dues"`    // the sentence on the month's dues, "" where none were taken down
	Posts   map[string]string `json:"posts"`   // person → post in words, of those on the roll
	Starts  map[string]string `json:"starts"`  // task → how it stands at the opening, in words
}

// AlongOf gathers it, with the tasks the meeting is to hear. For whoever reads
// the meeting's minutes.
func AlongOf(rd *store.Reader, id string, heard []task.Heard) (Along, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Along{}, err
	}
	a := Along{Phrases: Phrases(m.Kind), Opening: []string{}, Topic: []string{}, Starts: map[string]string{}}
	topic, err := topicOf(rd, m)
	if err != nil {
		return a, err
	}
	if t := topicPaper(topic); t != nil {
		a.Topic = t.Lines()
	}
	if a.Dues, err = duesOf(rd, m); err != nil {
		return a, err
	}
	rec := record{m: m}
	if err := rec.interpret(rd); err != nil {
		return a, err
	}
	a.Opening = append(a.Opening, rec.interpretedLine()...)
	for _, h := range heard {
		a.Starts[h.Task] = rec.atStart(h)
	}
	a.Posts, err = postsOf(rd, m)
	return a, err
}

// postsOf are the posts held in the meeting's organisation that day, by person;
// the one who leads goes before any other.
func postsOf(rd *store.Reader, m meeting.Meeting) (map[string]string, error) {
	out := map[string]string{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		person, post := "", ""
		err := scan(&person, &post)
		if out[person] == "" || post == "secretary" || post == "ward_secretary" {
			out[person] = postWord[post]
		}
		return struct{}{}, err
	}, `select person, post from post_holding where tenant = $1 and org = $2 and from_day <= $3 and (to_day is null or to_day > $3) order by post`, m.Org, m.Day)
	return out, err
}
