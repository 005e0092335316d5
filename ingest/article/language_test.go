package article

import "testing"

func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The two presidents spoke by telephone on Thursday and discussed the situation in the region, according to a statement of the Kremlin.", "en"},
		{"THE TWO PRESIDENTS SPOKE BY TELEPHONE ON THURSDAY AND DISCUSSED THE SITUATION IN THE REGION, ACCORDING TO A STATEMENT.", "en"},
		{"El presidente de Ucrania habló por teléfono el jueves con su homólogo de Francia sobre la situación en la región, según un comunicado de su oficina.", "es"},
		{"Le président de la République s'est entretenu jeudi par téléphone avec son homologue ukrainien au sujet de la situation dans la région, selon l'Élysée.", "fr"},
		{"Der Bundeskanzler hat am Donnerstag mit dem Präsidenten der Ukraine telefoniert und dabei über die Lage in der Region gesprochen, teilte sein Sprecher mit.", "de"},
		{"Президент России провёл телефонный разговор с президентом Франции, сообщила пресс-служба Кремля.", "ru"},
		{"国务委员兼外长秦刚同乌克兰外长库列巴通电话。", "zh"},
		{"El ministro de Exteriores de Ucrania habló por teléfono el jueves con su homólogo chino sobre la paz.", "es"},
		{"Putin, Xi meet Kim; Biden calls Zelensky, Scholz visits Kyiv, Macron hosts Meloni", ""},
		{"Sri Mulyani Indrawati, Joko Widodo, Prabowo Subianto, Retno Marsudi, Luhut Pandjaitan, Airlangga Hartarto, Erick Thohir", ""},
		{"Kuleba Qin call", ""},
		{"", ""},
		{"Ann Field, Ministry of Trade; Tom Hall, Ministry of Defence; Jane Roe, Bank of Norway", "en"},
		{"Field, Hall, Roe, Larsen, Petrov, Kim, Sato, Okafor, Silva, Weber, Rossi, Novak, Horvat", ""},
	} {
		if got := Language(tt.text); got != tt.want {
			t.Errorf("Language(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
	if got := LanguageName("es"); got != "Spanish" {
		t.Errorf(`LanguageName("es") = %q`, got)
	}
	if got := BaseLanguage("en_GB"); got != "en" {
		t.Errorf(`BaseLanguage("en_GB") = %q`, got)
	}
}

func BenchmarkLanguage(b *testing.B) {
	text := "El presidente de Ucrania habló por teléfono el jueves con su homólogo de Francia sobre la situación en la región, según un comunicado de su oficina."
	for b.Loop() {
		Language(text)
	}
}
