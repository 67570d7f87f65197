package rule

import "fmt"

// less says that a figure asks for less than the shipped one.
func less(vi, en string, now, was int) []Said {
	return []Said{{fmt.Sprintf(vi+": %d, quy định chung %d", now, was), fmt.Sprintf(en+": %d, the general rule has %d", now, was)}}
}

// fewer is less where the figure fell; 0 means that nothing is asked.
func fewer(vi, en string, now, was int) []Said {
	if now < was {
		return less(vi, en, now, was)
	}
	return nil
}

// later is less where the figure rose; 0 means that nothing is asked.
func later(vi, en string, now, was int) []Said {
	if was > 0 && (now == 0 || now > was) {
		return less(vi, en, now, was)
	}
	return nil
}

func (p *regimeMonth) looser(than params) []Said {
	was, ok := than.(*regimeMonth)
	if !ok {
		return nil
	}
	out := fewer("tỷ lệ dự sinh hoạt phải đạt (%)", "attendance to reach (%)", p.AttendanceTarget, was.AttendanceTarget)
	if p.AttendanceTarget == was.AttendanceTarget && was.AttendanceAbove && !p.AttendanceAbove {
		out = append(out, Said{"đúng tỷ lệ cũng đạt, quy định chung phải vượt", "the very target is enough, the general rule asks for more"})
	}
	if was.Day != 0 && p.Day != was.Day {
		out = append(out, less("ngày sinh hoạt", "day of the month", p.Day, was.Day)...)
	}
	return out
}

func (p *regimeLength) looser(than params) []Said {
	was, ok := than.(*regimeLength)
	if !ok {
		return nil
	}
	return append(fewer("số phút ít nhất của kỳ thường kỳ", "least minutes of a regular meeting", p.MinMinutes, was.MinMinutes),
		fewer("số phút ít nhất khi kết hợp chuyên đề", "least minutes of a combined meeting", p.CombinedMinMinutes, was.CombinedMinMinutes)...)
}

func (p *reportDeadline) looser(than params) []Said {
	was, ok := than.(*reportDeadline)
	if !ok {
		return nil
	}
	return append(fewer("số giờ gửi tài liệu trước", "hours for papers ahead", p.PapersLeadHours, was.PapersLeadHours),
		later("số ngày gửi kết quả", "days to report", p.ReportDays, was.ReportDays)...)
}

func (c *Committee) looser(than params) []Said {
	was, ok := than.(*Committee)
	if !ok {
		return nil
	}
	return append(later("số tháng phải họp một lần", "months for one meeting", c.Months, was.Months),
		fewer("số phút ít nhất", "least minutes", c.MinMinutes, was.MinMinutes)...)
}

func (t *Thematic) looser(than params) []Said {
	was, ok := than.(*Thematic)
	if !ok {
		return nil
	}
	return later("số tháng phải có một chuyên đề", "months for one theme", t.Months, was.Months)
}

func (l *Limits) looser(than params) []Said {
	was, ok := than.(*Limits)
	if !ok {
		return nil
	}
	return append(later("số việc nhiều nhất của nghị quyết", "most tasks of a resolution", l.MaxTasks, was.MaxTasks),
		later("số phút đọc hết nghị quyết", "minutes to read it aloud", l.ReadMinutes, was.ReadMinutes)...)
}

func (c *Care) looser(than params) []Said {
	was, ok := than.(*Care)
	if !ok {
		return nil
	}
	return append(later("số kỳ vắng liền thì hỏi thăm", "meetings missed in a row before asking", c.InARow, was.InARow),
		append(later("số tháng vắng trong năm thì xem xét", "months missed in a year", c.InYear, was.InYear),
			later("số tháng chưa nộp đảng phí thì xem xét", "months without dues", c.DuesInYear, was.DuesInYear)...)...)
}

func (a *Asking) looser(than params) []Said {
	was, ok := than.(*Asking)
	if !ok {
		return nil
	}
	return later("số tháng phải hỏi thăm một lần", "months to ask after once", a.Months, was.Months)
}

// Keeping data of persons longer than the general rule asks for less care for them.
func (r *Retention) looser(than params) []Said {
	was, ok := than.(*Retention)
	if !ok {
		return nil
	}
	var out []Said
	for _, old := range was.Classes {
		now, there := r.Find(old.Key)
		switch {
		case !there:
			out = append(out, Said{"bỏ thời hạn của " + old.Title.VI, "no time for " + old.Title.EN})
		case old.Fixed() && (!now.Fixed() || now.Months*31+now.Days > old.Months*31+old.Days):
			out = append(out, Said{"giữ lâu hơn: " + old.Title.VI, "kept longer: " + old.Title.EN})
		}
	}
	return out
}

func (w *Watch) looser(than params) []Said {
	was, ok := than.(*Watch)
	if !ok {
		return nil
	}
	return append(later("số hồ sơ mở thì báo", "records opened before an alarm", w.Persons, was.Persons),
		fewer("trong số phút", "within minutes", w.Minutes, was.Minutes)...)
}
