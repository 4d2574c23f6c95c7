"""The example of the design, as a user would write it."""

PROJECT = """\
organisation: Nordlys Cykler
languages: [da, en]
country: DK                     # holidays and business days
time_zone: Europe/Copenhagen
journey:
  - {touchpoint: ad,       stage: marketing, function: marketing}
  - {touchpoint: shop,     stage: sale,      function: sales}
  - {touchpoint: delivery, stage: delivery,  function: operations}
  - {touchpoint: shop-floor, stage: sale,    function: service}
  - {touchpoint: phone,    stage: service,   function: service}
lake: lake
sources:
  - name: orders
    kind: events
    files: data/orders*.csv
    touchpoint: delivery
    columns: {event_id: order_id, unit: store, started_at: ordered, due_at: promised, done_at: delivered}
    exclude: {order_status: [cancelled, unavailable]}
    join: {files: data/items.csv, on: order_id, take: {unit: seller_id}, when_many: first}
  # a source of another kind
  - name: reviews
    kind: reviews
    files: data/reviews.csv
    columns: {voice_id: id, said_at: published_at, rating: stars, event_id: order_id}
"""

PROMISES = """\
- promise: delivery-1-2-days
  says: {da: "Levering på 1-2 hverdage", en: "Delivery in 1-2 business days"}
  said: [{where: shop, since: 2024-01-01, by: sales}, {where: ad, since: 2024-03-01, by: marketing}]
  touchpoint: delivery
  kept_by: operations
  explained_by: service
  keep: {event: orders, within: 2 business days, from: started_at, to: done_at, of: 95 %}
  remedy: {da: "Fragten retur", en: "Postage refunded"}
- promise: answer-in-3-minutes
  says: {da: "Vi tager telefonen inden 3 minutter"}
  said: [{where: phone, since: 2024-01-01, by: service}]
  touchpoint: phone
  kept_by: service
  keep: {event: calls, amount: {column: waited_seconds, at_most: 180, missing: broken}, of: 90 %}
- promise: friendly-people
  says: {da: "Personlig og nærværende betjening"}
  said: [{where: ad, since: 2023-01-01, by: marketing}]
  touchpoint: shop-floor
  kept_by: service              # no `keep`: judged by what customers and employees say
"""
