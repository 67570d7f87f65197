package demo

import (
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// score lets a cell score its evening line by line: what was counted as it was
// counted, what people judge a little below the most; one in four of the cells
// gives itself more than the evidence on one line, with its sentence.
func (m *maker) score(tx *store.Tx, id string, n int) (subject string, err error) {
	s, err := quality.Read(tx.Reader, m.book, id)
	if err != nil {
		return "", err
	}
	if !s.By.Found() {
		x, err := quality.Propose(tx, m.book, id, 0, rule.Whole(88+n%9), "Đúng giờ, đúng nội dung; thảo luận còn ngắn.")
		return x.Subject(), err
	}
	var given []quality.Given
	for i, l := range s.Lines {
		switch {
		case !l.Applies():
		case !l.Suggestion.Known:
			p := l.Max - l.Max/100*rule.Points((i+n)%3*5)
			given = append(given, quality.Given{Code: l.Code, Points: &p})
		case l.Suggestion.Points < l.Max && n%4 == 2 && l.Code == "6":
			p := l.Max
			given = append(given, quality.Given{Code: l.Code, Points: &p, Reason: "Việc còn lại vướng mặt bằng, đã báo phường."})
		}
	}
	s, err = quality.ProposeLines(tx, m.book, id, s.Version, given)
	return s.Subject(), err
}

// confirmScore is what the committee's officer decides about a cell's score a month
// after: most as the cell voted, one in four lower, with the reason.
func (m *maker) confirmScore(c *Cell, id string, n int) error {
	if c.closed() {
		return nil
	}
	if m.last {
		return m.askScore(c, id, n)
	}
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		s, g, err := quality.Above(tx.Reader, m.book, id)
		if err != nil || s.Voted == nil {
			return err
		}
		in := quality.Confirmation{Version: s.Version, Lines: map[string]rule.Points{}, Decision: "Biên bản họp đảng ủy số " + vi.ShowMonth(g.Period)[len("tháng "):], DecisionDay: g.Day}
		lower := rule.Points(0)
		if n%4 == 2 {
			lower, in.Reason = rule.Whole(3), "Nội dung thảo luận còn ít ý kiến; các mục khác đúng như chi bộ chấm."
		}
		for _, l := range s.Lines {
			if l.Code == "4b" && l.Voted != nil {
				in.Lines["4b"] = max(0, *l.Voted-lower)
			}
		}
		if len(s.Lines) == 0 {
			p := *s.Voted - lower
			in.Points = &p
		}
		_, err = quality.Confirm(tx, m.book, id, in)
		return err
	})
}

// askScore is what the officer asks two cells before confirming: one has answered.
func (m *maker) askScore(c *Cell, id string, n int) error {
	if n != 1 && n != 5 {
		return nil
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		return quality.Ask(tx, m.book, id, "Mục 4b: đồng chí cho biết nội dung nào được thảo luận kỹ nhất?")
	}); err != nil || n == 1 {
		return err
	}
	return m.as(c.Secretary, func(tx *store.Tx) error {
		return quality.Reply(tx, id, "Nội dung vận động giải phóng mặt bằng, mười một đồng chí phát biểu.")
	})
}
