package minutes

import (
	"chibo/internal/office/paper"
)

// scorePaper is the print sheet "Bảng chấm điểm" of a meeting: all four values, as
// they stand now. It is made of what is recorded and is no sealed paper.
func (r record) scorePaper(foot string) paper.ScoreSheet {
	s := r.evening.score
	if s.Table == "" && s.Self == nil && s.By.Found() { // to be filled in by hand
		s.Table = s.By.Ref.String()
	}
	p := paper.ScoreSheet{Head: r.head(at(r.m.OpenedAt)), Mark: paper.Mark{Foot: foot}, Title: r.title(), Scoring: Scoring(s, true)}
	switch {
	case s.Self != nil:
		p.Line = "Chi bộ tự chấm " + r.evening.points() + " điểm, loại " + s.Band + "; " + r.evening.note(r.votes)
	default:
		p.Line = "Buổi này chưa có tổng điểm"
	}
	p.Scorer, p.Chair = paper.Person{Name: r.names[r.m.Scribe]}, paper.Person{Name: r.names[r.m.Chair]}
	return p
}
