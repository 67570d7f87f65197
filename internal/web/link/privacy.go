package link

// One's own requests about data, and what one agreed to.
const (
	OwnRequests = MyData + "/de-nghi"
	OwnConsent  = Me + "/dong-y"
)

// Requests and Consent are the same typed for a comrade.
func Requests(id string) string { return Member(id) + "/de-nghi" }
func Consent(id string) string  { return Member(id) + "/dong-y" }

// Privacy is the desk of whoever answers requests; PrivacyRequest one of them,
// PrivacyStep one of the things to do with it.
func Privacy(slug string) string               { return Committee(slug) + "/rieng-tu" }
func PrivacyRequest(slug, id string) string    { return Privacy(slug) + "/" + id }
func PrivacyStep(slug, id, what string) string { return PrivacyRequest(slug, id) + "/" + what }

// PrivacyRegister is what is kept about persons, as the law asks it to be written.
func PrivacyRegister(slug string) string { return Privacy(slug) + "/so-dang-ky" }

// PrivacyAlarms are the alarms on reading too much, PrivacyAlarm one of them.
func PrivacyAlarms(slug string) string    { return Privacy(slug) + "/canh-bao" }
func PrivacyAlarm(slug, id string) string { return PrivacyAlarms(slug) + "/" + id }

func init() {
	for word, means := range map[string]string{"de-nghi": "requests", "dong-y": "consent", "rieng-tu": "personal data", "canh-bao": "alarms", "so-dang-ky": "register"} {
		Nouns[word] = means
	}
}
