package link

// What one does with a task beside what link.go names.
func TaskStart(id string) string   { return Task(id) + "/bat-dau" }
func TaskAskTime(id string) string { return Task(id) + "/xin-them-thoi-gian" }
func TaskAnswer(id string) string  { return Task(id) + "/tra-loi" }
func TaskRoles(id string) string   { return Task(id) + "/nguoi-giup" }

// SixClear is the table "6 rõ" of a cell's tasks; its file ends in xlsx or docx.
func SixClear(slug string) string          { return Tasks(slug) + "/6-ro" }
func SixClearFile(slug, ext string) string { return SixClear(slug) + "/tai?dang=" + ext }
