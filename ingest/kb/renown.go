package kb

// renown gives how far a family name alone points to a person, by the highest office held and the weight in the news of
// what it was held for: 0.3 for nobody's to 0.7 for a president's of a great power.
func (k *KB) renown(id string) float64 {
	best := 0.0
	for _, i := range k.termsOf(id) {
		t := &k.terms[i]
		w, ok := weights[t.Role]
		if !ok {
			w = 0.3
		}
		e := k.Entity(t.For)
		switch {
		case e == nil || e.Kind != Country: // an organisation's head is as well known as it is
		case inTheNews[e.ISO3]:
		default:
			w *= 0.7
		}
		best = max(best, w)
	}
	return 0.3 + 0.4*best
}

// weights are how well the holders of classes of office are known.
var weights = map[string]float64{
	"head_of_state": 1, "head_of_government": 1, "supreme_leader": 1, "io_head": 0.9, "leader_non_state": 0.9, "foreign_minister": 0.85,
	"national_security": 0.8, "opposition_leader": 0.75, "party_leader": 0.75, "deputy_head": 0.75, "monarch_heir": 0.75, "defence_minister": 0.75,
	"party_foreign_affairs": 0.75, "special_envoy": 0.65, "spokesperson": 0.65, "chief_of_staff": 0.6, "permanent_representative": 0.6,
	"intelligence_head": 0.6, "military_chief": 0.6, "finance_minister": 0.6, "speaker": 0.55, "interior_minister": 0.55, "adviser": 0.55,
	"legislator": 0.55, "deputy_foreign_minister": 0.5, "deputy_national_security": 0.5, "trade_minister": 0.5, "religious_leader": 0.5,
}

// inTheNews are the states that world news is most about.
var inTheNews = wordSet(`USA RUS CHN GBR FRA DEU JPN IND UKR ISR PSE IRN PRK KOR TUR SAU SYR IRQ AFG PAK EGY VEN CUB BRA CAN AUS ITA ESP POL TWN HKG MEX
	ZAF LBN LBY YEM QAT ARE JOR GEO ARM AZE BLR SRB XKX VAT SDN SSD ETH SOM NGA KEN ZWE COD MMR IDN PHL THA VNM`)
