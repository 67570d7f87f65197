package link

// Nouns is the one table of words an address may be made of, each with what it
// means. A test fails on a route with any other word.
var Nouns = map[string]string{
	"dang-nhap": "sign in", "mat-khau": "password", "kich-hoat": "activate", "phuc-hoi": "recover", "thiet-lap": "set up",
	"muc-luc": "contents", "tro-giup": "help", "xac-minh": "verify", "ngon-ngu": "language", "co-chu": "text size", "tuong-phan": "contrast",
	"thoat": "sign out", "tat-ca": "all", "may": "device", "moi": "new", "sua": "edit", "tai": "download", "in": "print",
	"thu-tu": "order", "du-thao": "draft", "bo": "remove", "mo-dau": "preamble",
	"toi": "me", "tham-du": "attendance", "tai-lieu": "papers", "du-lieu": "data", "ai-da-xem": "who saw", "bao-vang": "announce absence",
	"chi-bo": "cell", "sinh-hoat": "meeting", "chuan-bi": "prepare", "chi-uy": "cell committee", "thong-bao": "notice", "goi-so-tay": "packet", "doi-lich": "move",
	"phong": "room", "diem-danh": "roll call", "con-lai": "the rest", "khach-moi": "guests", "noi-dung": "agenda item", "y-kien": "opinion", "bieu-quyet": "vote",
	"giao-viec": "assign", "danh-gia": "evaluate", "ket-thuc": "close", "mo-lai": "reopen", "bien-ban": "minutes", "nghi-quyet": "resolution", "cham-diem": "score",
	"xac-nhan": "confirm", "niem-phong": "seal", "hoan-thanh": "done", "so-bien-ban": "book of minutes",
	"nhiem-vu": "task", "bao-ket-qua": "report a result", "can-giup": "ask for help", "gia-han": "extend", "chuyen": "hand over", "dung": "stop",
	"bat-dau": "start", "xin-them-thoi-gian": "ask for time", "tra-loi": "answer", "nguoi-giup": "helper", "6-ro": "six clear things",
	"nhiem-vu-nam": "standing duties of a year", "chep": "copy", "thong-qua": "adopt", "bao-cao-nhiem-vu": "report standing duties",
	"dang-vien": "member", "bien-dong": "change", "cap-ma": "give a code",
	"ban-in": "handouts", "nguoi-nhan": "readers on paper", "kien-nghi": "proposals",
	"cap-uy": "committee", "thang": "month", "to-chuc": "organisation", "chuc-vu": "post", "thoi": "end", "nhap": "import", "dua-vao": "commit",
	"giay-to": "paper", "dinh-chinh": "correction", "doan": "part", "ly-do": "reason", "gui": "send", "ky-giay": "sign by hand", "trich": "extract", "loai": "kind", "so": "number", "v": "verify, as printed",
	"hop": "committee's meeting", "chuyen-de": "topic", "ket-hop": "combine",
	"van-ban": "document", "tep": "file", "lich": "appointment",
	"cai-dat": "settings", "he-thong": "system",
	"nhap-sau": "enter afterwards what was held on paper",
}
