package minutes

import (
	"fmt"
	"maps"
	"strings"
)

// phrases are the sentences of the minutes as they are read aloud. A phone taken
// into a hall without a network composes the same minutes from what was recorded
// on it, so the words travel with the meeting (Phrases) and stand here once.
var phrases = map[string]string{
	"gap":     Gap,
	"moment":  "{time}, ngày {day}",
	"comrade": "{name}, {post}",

	"opening":        "Mở đầu",
	"opening.start":  "Thời gian bắt đầu: {start}.",
	"opening.place":  "Địa điểm: {place}.",
	"opening.chair":  "Chủ trì: {name}.",
	"opening.scribe": "Người ghi biên bản: {name}.",

	"opening.interpreted": "Phiên dịch: đồng chí {names}.",
	"interpreter":         "{name} (tiếng {language})",
	"interpreter.next":    "; đồng chí ",

	"attendance":         "Thành phần",
	"attendance.gap":     "Điểm danh: " + Gap + ".",
	"attendance.all":     "Tổng số đảng viên: {all} đồng chí (chính thức {official}, dự bị {probationary}).",
	"attendance.plain":   "Tổng số ủy viên: {all} đồng chí.",
	"attendance.present": "Có mặt: {present}/{expected} đồng chí ({share}).",
	"attendance.absent":  "Vắng: {name}, {why}.",
	"attendance.exempt":  "Được miễn sinh hoạt: {names}.",
	"attendance.away":    "Sinh hoạt tạm thời nơi khác: {names}.",
	"attendance.sent":    "{name} (tăng cường)",
	"attendance.guest":   "Khách mời: {name}.",

	"topic":          "Chuyên đề",
	"item.loose":     "Ý kiến khác",
	"item.heads":     "Ghi theo từng mục dưới đây.",
	"item.said":      "Đồng chí {who}: {text}",
	"item.silent":    "Ý kiến: " + Gap + ".",
	"item.bare":      "phát biểu, không ghi nội dung",
	"item.concluded": "Kết luận: {text}",
	"ahead.sense":    "gửi ý kiến trước buổi",
	"ahead.unnamed":  "Ý kiến gửi trước buổi, người gửi đề nghị không nêu tên: {text}",

	"last_month":      "Nhiệm vụ tháng trước",
	"review":          "{n}. {deed} ({owner}, hạn {due}).{start} Kết quả: {result}.",
	"review.start":    " Lúc khai mạc: {state}.",
	"review.unjudged": NotJudged,
	"review.why":      "{result}: {why}",

	"votes":       "Biểu quyết",
	"vote":        "{subject}: {for} tán thành, {against} không tán thành, {other} ý kiến khác, trên {base} đồng chí được biểu quyết ({share}). Kết quả: {outcome}.",
	"vote.passed": "thông qua",
	"vote.failed": "không thông qua",

	"tasks":        "Phân công nhiệm vụ",
	"task":         "{n}. {deed}. Đồng chí {owner}, xong ngày {due}, báo cáo {sitting} {month}.",
	"task.month":   "tháng {month}",
	"task.measure": "{deed}; {measure}",
	"task.outside": "{deed} (việc giao ngoài nghị quyết)",

	"praise":              "Biểu dương, nhắc nhở",
	"praise.member":       "Biểu dương đồng chí {name}: {deed}",
	"praise.group":        "Biểu dương {name}: {deed}",
	"praise.reminded":     "Nhắc nhở đồng chí {name}: {gist}",
	"praise.quiet":        "Nhắc nhở riêng: {n} đồng chí",
	"reserved":            "Ý kiến bảo lưu",
	"reserved.line":       "Đồng chí {name} bảo lưu ý kiến{about}: {gist}{to}",
	"reserved.about":      " về “{subject}”",
	"reserved.to":         ". Gửi {addressee}",
	"score":               "Chấm điểm buổi sinh hoạt",
	"score.line":          "Chi bộ tự chấm {points}/100 điểm, loại {grade}; {note}",
	"score.by":            "{note}; đồng chí {name} đề nghị",
	"score.lines":         "đồng chí {name} chấm từng mục",
	"score.voted":         "{note}; {for}/{base} đồng chí tán thành ({share})",
	"score.voted.against": "{note}, chi bộ chưa tán thành mức điểm này",
	"score.unvoted":       "{note}; chi bộ chưa biểu quyết điểm",
	"shortcomings":        "Điều cần sửa lần sau",

	"closing":     "Kết thúc",
	"closing.end": "{sitting} kết thúc lúc {end}.",
}

// Phrases are the words by which the minutes of a kind of meeting are composed:
// the sentences, and what statuses, senses and results are called in them.
func Phrases(kind string) map[string]string {
	out := maps.Clone(phrases)
	out["sitting"] = whoseOf(kind).sitting
	for of, words := range map[string]map[string]string{"absent": absentWord, "sense": senseWord, "result": resultWord} {
		for code, word := range words {
			out[of+"."+code] = word
		}
	}
	return out
}

// phrase fills a sentence: pairs of name and value, put in as they are.
func phrase(key string, args ...any) string {
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(phrases[key])
}
