package programme

import "chibo/internal/vi"

// Words says how a target stands, for an agenda and a paper, which are Vietnamese.
func (t Target) Words() string {
	switch t.State {
	case Silent:
		if t.Value == "" {
			return "chưa có số " + vi.ShowMonth(t.Owed)
		}
		return "chưa có số " + vi.ShowMonth(t.Owed) + "; số gần nhất " + t.known()
	case Early:
		return "chưa đến kỳ có số"
	case Behind:
		return "chậm: " + t.known()
	case Met:
		return "đã đạt: " + t.known()
	}
	return "đúng hướng: " + t.known()
}

func (t Target) known() string {
	if t.Measure == YesNo {
		if t.Value == "1" {
			return "đã làm xong"
		}
		return "chưa xong, hạn " + vi.ShowDay(t.Due)
	}
	if t.Value == "" {
		return "chưa có số"
	}
	return t.Amount(t.Value) + " ngày " + vi.ShowDay(t.AsOf) + ", theo tiến độ " + t.Amount(t.Expected) + ", mục tiêu " + t.Amount(t.Goal)
}
