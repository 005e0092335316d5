package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what Prometheus collects from a server.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	errors   *prometheus.CounterVec
	calls    *prometheus.HistogramVec
	articles *prometheus.CounterVec
	streams  prometheus.Gauge
}

func newMetrics() *metrics {
	times := []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "demarche_requests_total",
			Help: "Requests answered, by operation (kind and root field) and HTTP status."}, []string{"operation", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "demarche_request_seconds", Buckets: times,
			Help: "Time to answer a request, by operation."}, []string{"operation"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "demarche_errors_total",
			Help: "Errors told to clients, by code."}, []string{"code"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "demarche_store_seconds", Buckets: times,
			Help: "Time of a call of the store, by method and whether it failed."}, []string{"method", "failed"}),
		articles: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "demarche_articles_total",
			Help: "Articles sent to ingestArticle, by what became of them: taken, refused or failed."}, []string{"outcome"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{Name: "demarche_subscriptions", Help: "Subscriptions open now."}),
	}
	m.registry.MustRegister(m.requests, m.latency, m.errors, m.calls, m.articles, m.streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// answered counts a request. What was no GraphQL is one operation of its own, so that strange paths add no series.
func (m *metrics) answered(operation string, status int, took time.Duration) {
	if operation == "" {
		operation = "other"
	}
	m.requests.WithLabelValues(operation, strconv.Itoa(status)).Inc()
	m.latency.WithLabelValues(operation).Observe(took.Seconds())
}

// called counts a call of the store.
func (m *metrics) called(method string, took time.Duration, err error) {
	m.calls.WithLabelValues(method, strconv.FormatBool(err != nil)).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
