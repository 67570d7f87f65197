package link

import "strings"

// Help lists the topics of help, HelpOn is one of them.
const Help = "/tro-giup"

func HelpOn(topic string) string { return Help + "/" + topic }

// helpOn says which topic explains a page: the longest beginning of its pattern
// wins, "/" is the home alone. A test walks the route table.
var helpOn = map[string]string{
	"/": "trang-dau", "/muc-luc": "trang-dau", "/vai": "trang-dau", "/phu-trach": "trang-dau", "/chi-bo/{cb}": "trang-dau", Help: "trang-dau",
	SignIn: "vao-he-thong", EnterCode: "vao-he-thong", Recover: "vao-he-thong", "/thiet-lap": "vao-he-thong", Devices: "vao-he-thong", "/cap-ma": "vao-he-thong", ProveAgain: "vao-he-thong",
	Language: "co-chu",

	"/chi-bo/{cb}/sinh-hoat": "chuan-bi", "/cap-uy/{cu}/hop": "chuan-bi", "/chi-bo/{cb}/nguoi-giup": "chuan-bi", meetingAt: "chuan-bi",
	meetingAt + "/thong-bao": "thong-bao", meetingAt + "/goi-so-tay": "thong-bao", meetingAt + "/lich": "thong-bao", "/chi-bo/{cb}/van-ban": "thong-bao", "/van-ban": "thong-bao", "/tep": "thong-bao",
	meetingAt + "/phong": "phong", Practice: "phong", "/nhac-nho": "phong", "/hop": "mang-theo", "/hop.webmanifest": "mang-theo", "/hop.loi": "mang-theo", "/sw.js": "mang-theo", meetingAt + "/mang-theo": "mang-theo", meetingAt + "/may-hop": "may-hop", meetingAt + "/man-hinh": "man-hinh",
	meetingAt + "/phong/bieu-quyet": "bieu-quyet", meetingAt + "/phong/bao-luu": "bieu-quyet", "/bao-luu": "bieu-quyet",
	meetingAt + "/phong/giao-viec": "nghi-quyet", meetingAt + "/nghi-quyet": "nghi-quyet", "/chi-bo/{cb}/nghi-quyet": "nghi-quyet",
	meetingAt + "/bien-ban": "bien-ban", meetingAt + "/xac-nhan": "bien-ban", meetingAt + "/niem-phong": "bien-ban", meetingAt + "/trich": "bien-ban",
	"/giay-to": "bien-ban", "/chi-bo/{cb}/so-bien-ban": "bien-ban", "/chi-bo/{cb}/chi-uy/so-bien-ban": "bien-ban", "/cap-uy/{cu}/hop/so-bien-ban": "bien-ban", Verify: "bien-ban", "/v": "bien-ban",
	"/chi-bo/{cb}/nhin-lai": "ket-thuc", "/cap-uy/{cu}/nhin-lai": "bang-thang", meetingAt + "/ket-thuc": "ket-thuc", meetingAt + "/hoan-thanh": "ket-thuc", meetingAt + "/kien-nghi": "ket-thuc",
	"/chi-bo/{cb}/chua-bao": "ket-thuc",
	meetingAt + "/nhap-sau": "nhap-sau", "/chi-bo/{cb}/sinh-hoat/nhap-sau": "nhap-sau", "/cap-uy/{cu}/hop/nhap-sau": "nhap-sau",
	meetingAt + "/in": "ban-in", meetingAt + "/tai": "ban-in", "/chi-bo/{cb}/ban-in": "ban-in", "/cap-uy/{cu}/ban-in": "ban-in", MySheet: "ban-in",

	"/chi-bo/{cb}/nhiem-vu": "nhiem-vu", "/chi-bo/{cb}/nhiem-vu-nam": "nhiem-vu", "/nhiem-vu": "nhiem-vu", "/nhiem-vu-nam": "nhiem-vu", "/cap-uy/{cu}/nhiem-vu": "nhiem-vu", MyTasks: "nhiem-vu",
	"/chi-bo/{cb}/dang-vien": "dang-vien", "/dang-vien": "dang-vien", "/chi-bo/{cb}/hoi-tham": "dang-vien", "/chi-bo/{cb}/dang-phi": "dang-vien", "/cap-uy/{cu}/dang-vien": "dang-vien", "/cap-uy/{cu}/nhap": "dang-vien",
	MyConcerns: "tam-tu", "/chi-bo/{cb}/tam-tu": "tam-tu", "/cap-uy/{cu}/tam-tu": "tam-tu", "/cap-uy/{cu}/chuyen-de": "chuyen-de", "/cap-uy/{cu}/so-ket-nam": "chuyen-de", "/cap-uy/{cu}/de-cuong": "chuyen-de", "/chi-bo/{cb}/chuyen-de": "chuyen-de",
	"/chi-bo/{cb}/cach-lam-hay": "cach-lam-hay", "/chi-bo/{cb}/lam-theo": "cach-lam-hay", "/chi-bo/{cb}/khen-thuong": "cach-lam-hay", "/cap-uy/{cu}/de-nghi-khen": "cach-lam-hay", "/cap-uy/{cu}/cach-lam-hay": "cach-lam-hay",
	"/cap-uy/{cu}/van-ban": "van-ban-xuong", "/cap-uy/{cu}/chi-bo/{cb}/van-ban": "van-ban-xuong",
	Me: "phan-cua-toi", NoLetters: "phan-cua-toi", MyData: "du-lieu", WhoSaw: "du-lieu", "/toi/dong-y": "du-lieu", "/dang-vien/{id}/de-nghi": "du-lieu", "/dang-vien/{id}/dong-y": "du-lieu", "/cap-uy/{cu}/rieng-tu": "du-lieu",
	"/cap-uy/{cu}/quy-dinh": "quy-dinh", "/chi-bo/{cb}/quy-dinh": "quy-dinh",
	meetingAt + "/cham-diem": "cham-diem", "/chi-bo/{cb}/diem": "cham-diem", "/cap-uy/{cu}/diem": "cham-diem", "/cap-uy/{cu}/xac-nhan-diem": "cham-diem", "/cap-uy/{cu}/thang/{ky}/cham-diem": "cham-diem",
	"/cap-uy/{cu}/giam-sat": "kiem-tra-giam-sat", "/chi-bo/{cb}/giam-sat": "kiem-tra-giam-sat",
	"/cap-uy/{cu}/quyet-dinh-xem": "xem-bien-ban", "/chi-bo/{cb}/ai-xem-bien-ban": "xem-bien-ban", InspectorHome: "xem-bien-ban",
	"/cap-uy/{cu}/giup": "giup-chi-bo", "/chi-bo/{cb}/giup": "giup-chi-bo",
	"/cap-uy/{cu}/nhom-ho": "nhom-ho", "/chi-bo/{cb}/nhom-ho": "nhom-ho", "/chi-bo/{cb}/viec-giam-sat": "viec-giam-sat",
	"/cap-uy/{cu}/chi-tieu": "chi-tieu", "/cap-uy/{cu}/chuong-trinh": "chi-tieu", "/chi-bo/{cb}/chuong-trinh": "chi-tieu",
	"/cap-uy/{cu}/di-co-so": "di-co-so", "/chi-bo/{cb}/di-co-so": "di-co-so",
	"/cap-uy/{cu}/lich": "lich-chung", "/chi-bo/{cb}/lich-chung": "lich-chung",
	"/cap-uy/{cu}/bao-cao": "bang-thang", "/cap-uy/{cu}/bieu-mau": "bang-thang",
	"/cap-uy/{cu}/so-lieu": "so-lieu", "/toan-tinh/{cu}": "so-lieu",
	"/cap-uy/{cu}": "bang-thang", "/cap-uy/{cu}/viec": "bang-thang", "/he-thong": "he-thong", "/cap-uy/{cu}/cai-dat": "he-thong",
}

// meetingAt is where the pages of one meeting stand; a committee's are explained
// by the same topics.
const meetingAt = "/chi-bo/{cb}/sinh-hoat/{ky}"

// HelpFor is the topic for a route's pattern; "" where none is named.
func HelpFor(pattern string) string {
	if rest, ok := strings.CutPrefix(pattern, "/cap-uy/{cu}/hop/{ky}"); ok {
		pattern = meetingAt + rest
	}
	for at := pattern; at != ""; at = at[:strings.LastIndex(at, "/")] {
		if topic := helpOn[at]; topic != "" {
			return topic
		}
	}
	return ""
}
