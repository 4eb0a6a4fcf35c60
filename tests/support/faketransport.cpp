#include "tests/support/faketransport.h"

#include "models/base/jsonreader.h"
#include "models/supabase/requesttarget.h"

#include <QLocale>
#include <QUrl>
#include <QUrlQuery>

namespace pl::test {
namespace {

using supabase::HttpRequest;
using supabase::HttpResponse;

HttpResponse json(int status, const nlohmann::json &body)
{
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, dumpJson(body)};
}

HttpResponse refusal(int status, const char *code, const char *message)
{
    return json(status, {{"code", code}, {"message", message}, {"details", nullptr}, {"hint", nullptr}});
}

std::string padded(const char *prefix, int number)
{
    const QString digits = QString::number(number).rightJustified(12, QLatin1Char('0'));
    return (QLatin1String(prefix) + QStringLiteral("000000-0000-4000-8000-") + digits).toStdString();
}

std::string text(const nlohmann::json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

QByteArray httpDateOf(Timestamp at)
{
    const QString date = QLocale::c().toString(at.toDateTime().toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"));
    return date.toLatin1() + " GMT";
}

const char *keyOf(const std::string &table)
{
    return table == "services" ? "name" : table == "settings" ? "key" : "id";
}

Timestamp timeOf(const nlohmann::json &row)
{
    return Timestamp::parse(QString::fromStdString(row.value("updated_at", std::string()))).value_or(Timestamp{});
}

/// The parts of "(a.eq.1,b.in.(2,3))".
QStringList listParts(const QString &list)
{
    QStringList parts{QString()};
    int depth = 0;
    for (const QChar c : list.mid(1).chopped(1)) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u',' && depth == 0)
            parts += QString();
        else
            parts.last() += c;
    }
    return parts;
}

/// The filters of the list of what happened: lines by their moment, their number, or what they are about.
bool lineFits(const nlohmann::json &row, const QString &column, const QString &test)
{
    if (column == u"or") {
        const QStringList either = listParts(test);
        return std::any_of(either.begin(), either.end(), [&row](const QString &one) {
            return lineFits(row, one.section(u'.', 0, 0), one.section(u'.', 1));
        });
    }
    const QString op = test.section(u'.', 0, 0);
    const QString value = test.section(u'.', 1).remove(u'"');
    const nlohmann::json own = row.value(column.toStdString(), nlohmann::json());
    if (op == u"in")
        return listParts(value).contains(QString::fromStdString(text(own)));
    if (column == u"id")
        return op != u"lt" || own.get<qint64>() < value.toLongLong();
    if (column != u"at")
        return true;
    const auto at = [](const QString &moment) { return Timestamp::parse(moment).value_or(Timestamp{}); };
    const Timestamp is = at(QString::fromStdString(text(own)));
    return op == u"lt" ? is < at(value) : op == u"lte" ? is <= at(value) : is >= at(value);
}

/// What isn't ordered by the moment is left as it is.
void orderLines(std::vector<nlohmann::json *> &rows, const QUrlQuery &query)
{
    if (query.queryItemValue(QStringLiteral("order")) != u"at.desc,id.desc")
        return;
    const auto place = [](const nlohmann::json *row) {
        const auto at = Timestamp::parse(QString::fromStdString(text(row->at("at"))));
        return std::pair(at.value_or(Timestamp{}), row->at("id").get<qint64>());
    };
    std::sort(rows.begin(), rows.end(), [&](const auto *a, const auto *b) { return place(a) > place(b); });
    const int limit = query.queryItemValue(QStringLiteral("limit")).toInt();
    rows.resize(std::min(rows.size(), std::size_t(limit)));
}

void sortByTime(std::vector<nlohmann::json *> &rows)
{
    std::vector<std::pair<Timestamp, nlohmann::json *>> timed;
    for (nlohmann::json *row : rows)
        timed.emplace_back(timeOf(*row), row);
    std::stable_sort(timed.begin(), timed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::transform(timed.cbegin(), timed.cend(), rows.begin(), [](const auto &one) { return one.second; });
}

/// A row's place in the order in which changes are read.
std::pair<Timestamp, std::string> placeOfChange(const nlohmann::json &row)
{
    return {timeOf(row), text(row.value("id", nlohmann::json()))};
}

/// The filters of whoever reads a table by its changes: up to a moment, within one, behind a row.
bool changeFits(const nlohmann::json &row, const QString &column, const QString &test)
{
    const auto place = placeOfChange(row);
    if (column == u"or") { // (updated_at.gt."T",and(updated_at.eq."T",id.gt."ID"))
        const QStringList quoted = test.split(u'"');
        return place >
               std::pair(Timestamp::parse(quoted.value(1)).value_or(Timestamp{}), quoted.value(5).toStdString());
    }
    const QString op = test.section(u'.', 0, 0);
    const QString value = test.section(u'.', 1);
    if (column == u"id")
        return op == u"gt" ? place.second > value.toStdString() : place.second <= value.toStdString();
    const Timestamp moment = Timestamp::parse(value).value_or(Timestamp{});
    return op == u"gte" ? place.first >= moment : op == u"lte" ? place.first <= moment : place.first == moment;
}

bool isOfChanges(const nlohmann::json &row, const QString &column, const QString &test)
{
    const bool isId = column == u"id" && row.contains("id") && row["id"].is_string();
    return column == u"updated_at" || (column == u"or" && test.startsWith(u"(updated_at.")) ||
           (isId && (test.startsWith(u"gt.") || test.startsWith(u"lte.")));
}

/// A page of them, if that is asked for.
void orderChanges(std::vector<nlohmann::json *> &rows, const QUrlQuery &query)
{
    const QString order = query.queryItemValue(QStringLiteral("order"));
    if (order != u"updated_at.asc,id.asc" && order != u"updated_at.desc,id.desc")
        return;
    std::vector<std::pair<std::pair<Timestamp, std::string>, nlohmann::json *>> placed;
    for (nlohmann::json *row : rows)
        placed.emplace_back(placeOfChange(*row), row);
    std::sort(placed.begin(), placed.end());
    if (order == u"updated_at.desc,id.desc")
        std::reverse(placed.begin(), placed.end());
    std::transform(placed.cbegin(), placed.cend(), rows.begin(), [](const auto &one) { return one.second; });
    const QString limit = query.queryItemValue(QStringLiteral("limit"));
    if (!limit.isEmpty())
        rows.resize(std::min(rows.size(), std::size_t(limit.toInt())));
}

} // namespace

QFuture<Result<HttpResponse>> FakeTransport::send(HttpRequest request)
{
    if (const auto sendable = supabase::checkTarget(request); !sendable)
        return QtFuture::makeReadyFuture(Result<HttpResponse>(sendable.error()));
    m_requests += request;
    auto promise = std::make_shared<QPromise<Result<HttpResponse>>>();
    promise->start();
    if (m_hanging) {
        m_waiting.emplace_back(std::move(request), promise);
        return promise->future();
    }
    promise->addResult(answer(request));
    promise->finish();
    return promise->future();
}

void FakeTransport::release()
{
    m_hanging = false;
    for (auto &[request, promise] : std::exchange(m_waiting, {})) {
        promise->addResult(answer(request));
        promise->finish();
    }
}

Result<HttpResponse> FakeTransport::answer(const HttpRequest &request)
{
    const auto special = std::find_if(m_specials.begin(), m_specials.end(), [&](const Special &s) {
        return s.method == request.method && request.target.startsWith(s.prefix);
    });
    if (special != m_specials.end()) {
        const Answer lie = special->answer;
        m_specials.erase(special);
        return lie(request);
    }
    if (m_offline)
        return Error{ErrorCode::Unavailable, QStringLiteral("The server can't be reached.")};
    Result<HttpResponse> response = rest(request);
    if (response && m_tellsTime)
        response->headers += {QByteArray("Date"), httpDateOf(Timestamp{m_clockMicros})};
    return response;
}

void FakeTransport::answerNext(const QByteArray &method, const QByteArray &targetPrefix, Answer answer)
{
    m_specials.push_back({method, targetPrefix, std::move(answer)});
}

void FakeTransport::loseNextAnswer(const QByteArray &method, const QByteArray &targetPrefix)
{
    answerNext(method, targetPrefix, [this](const HttpRequest &request) -> Result<HttpResponse> {
        std::ignore = rest(request);
        return Error{ErrorCode::TimedOut, QStringLiteral("The server did not answer in time.")};
    });
}

int FakeTransport::countOf(const QByteArray &method, const QByteArray &targetPrefix) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(), [&](const HttpRequest &r) {
        return r.method == method && r.target.startsWith(targetPrefix);
    }));
}

void FakeTransport::put(const std::string &table, nlohmann::json row)
{
    auto &rows = m_tables[table];
    const char *key = keyOf(table);
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const auto &r) { return r[key] == row[key]; });
    if (same == rows.end())
        rows.push_back(std::move(row));
    else
        *same = std::move(row);
}

nlohmann::json FakeTransport::row(const std::string &table, const std::string &id) const
{
    const auto rows = m_tables.constFind(table);
    if (rows != m_tables.cend())
        for (const nlohmann::json &row : *rows)
            if (row[keyOf(table)] == id)
                return row;
    return nullptr;
}

/// What differs when rows of a table do.
nlohmann::json FakeTransport::news() const
{
    nlohmann::json tables{{"leads", nullptr}, {"schema", 99991231000000}}; // newer than any program wants
    for (const auto &[table, rows] : m_tables.asKeyValueRange()) {
        if (rows.empty())
            continue; // only asked for
        std::size_t seed = 0;
        for (const nlohmann::json &row : rows)
            seed = seed * 31 + std::hash<nlohmann::json>()(row);
        tables[table] = std::to_string(seed);
    }
    return tables;
}

std::string FakeTransport::nextTime()
{
    m_clockMicros += 1'000'000;
    return Timestamp{m_clockMicros}.toString().toStdString();
}

std::vector<nlohmann::json *> FakeTransport::matching(std::vector<nlohmann::json> &rows, const QByteArray &query)
{
    std::vector<nlohmann::json *> found;
    const auto items = QUrlQuery(QString::fromUtf8(query)).queryItems(QUrl::FullyDecoded);
    for (nlohmann::json &row : rows) {
        const bool fits = std::all_of(items.begin(), items.end(), [&row](const auto &item) {
            const std::string column = item.first.toStdString();
            const QString value = item.second;
            if (item.first == u"at" || (item.first == u"or" && row.contains("at")))
                return lineFits(row, item.first, value);
            if (isOfChanges(row, item.first, value))
                return changeFits(row, item.first, value);
            if (value.startsWith(QStringLiteral("eq.")))
                return text(row.value(column, nlohmann::json())) == value.mid(3).toStdString();
            if (value == QStringLiteral("is.null"))
                return row.value(column, nlohmann::json()).is_null();
            if (value.startsWith(QStringLiteral("gte.")))
                return Timestamp::parse(value.mid(4)).value_or(Timestamp{}) <= timeOf(row);
            if (value.startsWith(QStringLiteral("in.(")))
                return value.mid(4).chopped(1).remove(u'"').split(u',').contains(
                    QString::fromStdString(text(row.value(column, nlohmann::json()))));
            if (value.startsWith(QStringLiteral("gt.")))
                return row.value(column, qint64(0)) > value.mid(3).toLongLong();
            if (value.startsWith(QStringLiteral("lt.")))
                return row.value(column, qint64(0)) < value.mid(3).toLongLong();
            return true;
        });
        if (fits)
            found.push_back(&row);
    }
    sortByTime(found);
    const bool newestFirst = items.contains(std::pair(QStringLiteral("order"), QStringLiteral("id.desc")));
    if (newestFirst)
        std::reverse(found.begin(), found.end());
    // Pages by the id.
    const auto limit =
        std::find_if(items.begin(), items.end(), [](const auto &item) { return item.first == u"limit"; });
    if (limit != items.end() &&
        (newestFirst || items.contains(std::pair(QStringLiteral("order"), QStringLiteral("id.asc")))))
        found.resize(std::min(found.size(), std::size_t(limit->second.toInt())));
    orderLines(found, QUrlQuery(QString::fromUtf8(query)));
    orderChanges(found, QUrlQuery(QString::fromUtf8(query)));
    return found;
}

void FakeTransport::addEvent(const std::string &leadId, const std::string &kind, const nlohmann::json &plumberId,
                             const nlohmann::json &detail)
{
    m_tables["lead_events"].push_back({{"id", ++m_lastEvent},
                                       {"lead_id", leadId},
                                       {"kind", kind},
                                       {"actor", "sam@office.test"},
                                       {"plumber_id", plumberId},
                                       {"note", nullptr},
                                       {"detail", detail},
                                       {"at", nextTime()}});
}

bool FakeTransport::mayChangePayment(const nlohmann::json &row, const nlohmann::json &changes)
{
    const std::string from = row["status"];
    const std::string to = changes.value("status", from);
    for (const auto &[column, value] : changes.items())
        if (column != "status" && column != "refund_reason" && column != "refund_requested_cents")
            return false;
    return (from == "succeeded" && to == "refund_requested") || (from == "failed" && to == "pending");
}

/// What the triggers do to the payments of a lead whose plumber changed.
void FakeTransport::settlePayments(const nlohmann::json &lead, const nlohmann::json &before)
{
    for (nlohmann::json &payment : m_tables["payments"]) {
        if (payment["lead_id"] != lead["id"] || before["assigned_plumber_id"].is_null())
            continue;
        const std::string status = payment["status"];
        if (status == "pending" || status == "failed")
            change(payment, "payments", {{"status", "void"}});
        else if (status == "processing" || status == "succeeded")
            change(payment, "payments", {{"status", "refund_requested"}, {"refund_reason", "unassigned"}});
    }
    if (lead["assigned_plumber_id"].is_null() || !lead.value("duplicate_of", nlohmann::json()).is_null())
        return;
    nlohmann::json made = payment(0, "pending", 2500);
    made.update({{"id", toJson(QUuid::createUuid())},
                 {"lead_id", lead["id"]},
                 {"plumber_id", lead["assigned_plumber_id"]},
                 {"created_at", lead["updated_at"]},
                 {"updated_at", lead["updated_at"]}});
    put("payments", made);
}

namespace {

/// As plumber_fits() does for the person who is signed in.
void stampVerified(nlohmann::json &row, const nlohmann::json &before)
{
    const nlohmann::json was = before.value("verified_at", nlohmann::json());
    if (row.value("verified_at", nlohmann::json()).is_null()) {
        row["verified_by"] = nullptr;
    } else if (was.is_null()) {
        row["verified_at"] = row["updated_at"];
        row["verified_by"] = "sam@office.test";
    } else {
        row["verified_at"] = was;
        row["verified_by"] = before.value("verified_by", nlohmann::json());
    }
}

} // namespace

void FakeTransport::change(nlohmann::json &row, const std::string &table, const nlohmann::json &changes)
{
    const nlohmann::json before = row;
    row.update(changes);
    row["version"] = before.value("version", 1) + 1;
    row["updated_at"] = nextTime();
    if (table == "plumbers")
        stampVerified(row, before);
    if (table != "leads")
        return;
    if (row["assigned_plumber_id"] != before["assigned_plumber_id"]) {
        const bool assigned = !row["assigned_plumber_id"].is_null();
        row["assigned_at"] = assigned ? row["updated_at"] : nlohmann::json();
        if (assigned)
            row["status"] = "assigned";
        addEvent(row["id"], assigned ? "assigned" : "unassigned",
                 assigned ? row["assigned_plumber_id"] : before["assigned_plumber_id"],
                 assigned ? changes.value("decision", nlohmann::json()) : nlohmann::json());
        settlePayments(row, before);
    }
    row["completed_at"] = row["status"] == "completed" ? row["updated_at"] : nlohmann::json();
    if (row["status"] == "completed" && before["status"] != "completed")
        addEvent(row["id"], "completed", nullptr);
    if (row["status"] != "completed" && before["status"] == "completed")
        addEvent(row["id"], "reopened", nullptr);
}

Result<HttpResponse> FakeTransport::rest(const HttpRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    const QByteArray query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    if (!path.startsWith("/rest/v1/"))
        return refusal(404, "not_found", "not found");
    if (path == "/rest/v1/rpc/office_news")
        return json(200, news());
    if (path == "/rest/v1/rpc/do_not_contact")
        return json(200, refusalsOf(nlohmann::json::parse(request.body.toStdString())));
    const std::string table = path.mid(9).toStdString();
    if (table == "contact_refusals" && request.method == "DELETE")
        return removeRefusals(query);
    if (table == "contact_refusals" && request.method == "POST")
        return refuse(nlohmann::json::parse(request.body.toStdString()));
    nlohmann::json answered = nlohmann::json::array();
    if (request.method == "GET" || request.method == "PATCH") {
        for (nlohmann::json *row : matching(m_tables[table], query)) {
            if (request.method == "PATCH") {
                const auto changes = nlohmann::json::parse(request.body.toStdString());
                if (table == "payments" && !mayChangePayment(*row, changes))
                    return refusal(400, "P0001", "only a refund of a succeeded payment or a retry can be requested");
                change(*row, table, changes);
            }
            answered.push_back(*row);
        }
        return json(200, answered);
    }
    if (request.method != "POST")
        return refusal(405, "PGRST117", "Unsupported HTTP method");
    nlohmann::json row = nlohmann::json::parse(request.body.toStdString());
    nlohmann::json full = table == "leads" ? lead(0, "", "") : table == "plumbers" ? plumber(0, "", "", {}) : row;
    full["created_at"] = full["updated_at"] = full["at"] = nextTime();
    if (table == "activity")
        full.update({{"lead_id", nullptr}, {"plumber_id", nullptr}});
    if (table == "lead_events" || table == "activity")
        full["id"] = ++m_lastEvent;
    else if (!row.contains("id") && std::string_view(keyOf(table)) == "id")
        full["id"] = toJson(QUuid::createUuid());
    full.update(row);
    full.emplace("version", 1);
    if (table == "server_requests")
        full.update({{"state", "asked"}, {"answer", nullptr}, {"reason", nullptr}, {"created_by", "sam@office.test"}});
    if (table == "saved_views")
        full.update({{"owner", "sam@office.test"}, {"deleted_at", nullptr}});
    if (table == "services" && !this->row(table, full["name"]).is_null())
        return refusal(409, "23505", "duplicate key value violates unique constraint \"services_pkey\"");
    if (table == "services" || table == "settings")
        full["version"] = 1;
    if (table == "settings" && !this->row(table, full["key"]).is_null())
        return json(201, answered); // the product adds settings with ignore-duplicates alone
    put(table, full);
    if (table == "leads")
        addEvent(full["id"], "received", nullptr);
    answered.push_back(full);
    return json(201, answered);
}

nlohmann::json FakeTransport::refusalsOf(const nlohmann::json &person) const
{
    nlohmann::json found = nlohmann::json::array();
    for (const nlohmann::json &row : m_tables.value("contact_refusals"))
        if (row["contact"] == person["phone"] || row["contact"] == person["email"])
            found.push_back(row);
    return found;
}

/// One row for each contact and channel; what is there already is not answered.
Result<HttpResponse> FakeTransport::refuse(const nlohmann::json &rows)
{
    nlohmann::json added = nlohmann::json::array();
    for (nlohmann::json row : rows) {
        const auto &known = m_tables["contact_refusals"];
        if (std::any_of(known.begin(), known.end(), [&row](const nlohmann::json &one) {
                return one["contact"] == row["contact"] && one["channel"] == row["channel"];
            }))
            continue;
        row.update({{"id", toJson(QUuid::createUuid())}, {"entered_by", "sam@office.test"}, {"at", nextTime()}});
        put("contact_refusals", row);
        added.push_back(row);
    }
    return json(201, added);
}

Result<HttpResponse> FakeTransport::removeRefusals(const QByteArray &query)
{
    nlohmann::json removed = nlohmann::json::array();
    for (const nlohmann::json *row : matching(m_tables["contact_refusals"], query))
        removed.push_back(*row);
    auto &rows = m_tables["contact_refusals"];
    std::erase_if(rows, [&removed](const nlohmann::json &row) {
        return std::find(removed.begin(), removed.end(), row) != removed.end();
    });
    return json(200, removed);
}

std::string FakeTransport::leadId(int number)
{
    return padded("20", number);
}
std::string FakeTransport::plumberId(int number)
{
    return padded("10", number);
}

std::string FakeTransport::paymentId(int number)
{
    return padded("30", number);
}

nlohmann::json FakeTransport::payment(int number, const std::string &status, qint64 amountCents)
{
    const std::string at = Timestamp{1'794'950'000'000'000 + number * qint64(60'000'000)}.toString().toStdString();
    nlohmann::json row{{"id", paymentId(number)},
                       {"lead_id", leadId(number)},
                       {"plumber_id", plumberId(1)},
                       {"amount_cents", amountCents},
                       {"refunded_cents", 0},
                       {"currency", "usd"},
                       {"status", status},
                       {"attempts", 1},
                       {"created_at", at},
                       {"updated_at", at},
                       {"version", 1}};
    for (const char *column : {"failure_code", "failure_message", "receipt_url", "refund_reason",
                               "refund_requested_cents", "stripe_payment_intent_id", "stripe_charge_id"})
        row[column] = nullptr;
    if (status == "failed")
        row.update({{"failure_code", "card_declined"}, {"failure_message", "Your card was declined."}});
    return row;
}

nlohmann::json FakeTransport::putPayment(int number, const std::string &status, qint64 amountCents)
{
    if (row("leads", leadId(number)).is_null())
        put("leads", lead(number, "Customer", "Number" + std::to_string(number)));
    put("payments", payment(number, status, amountCents));
    return row("payments", paymentId(number));
}

nlohmann::json FakeTransport::lead(int number, const std::string &first, const std::string &last)
{
    const std::string at = Timestamp{1'794'900'000'000'000 + number * qint64(60'000'000)}.toString().toStdString();
    nlohmann::json row{{"id", leadId(number)},
                       {"first_name", first},
                       {"last_name", last},
                       {"email", "cy@home.test"},
                       {"phone_number", "+15125550143"},
                       {"service_needed", "Drain Cleaning"},
                       {"urgency", "week"},
                       {"status", "new"},
                       {"created_at", at},
                       {"updated_at", at},
                       {"zip_code", "78701"},
                       {"version", 1}};
    for (const char *column : {"assigned_plumber_id", "description", "source_id", "external_id", "duplicate_of",
                               "closed_reason", "erased_at", "assigned_at", "accepted_at", "completed_at"})
        row[column] = nullptr;
    return row;
}

nlohmann::json FakeTransport::plumber(int number, const std::string &first, const std::string &last,
                                      const std::vector<std::string> &services)
{
    const std::string at = Timestamp{1'794'800'000'000'000 + number * qint64(60'000'000)}.toString().toStdString();
    return {{"id", plumberId(number)},
            {"first_name", first},
            {"last_name", last},
            {"email", "p" + std::to_string(number) + "@pipes.test"},
            {"phone_number", "+15125550101"},
            {"zip_code", "78702"},
            {"services", services},
            {"created_at", at},
            {"updated_at", at},
            {"status", "active"},
            {"service_radius_miles", 25},
            {"daily_lead_cap", nullptr},
            {"notify_by", "both"},
            {"payment_ready", true},
            {"version", 1}};
}

void FakeTransport::fillOffice(int leads)
{
    for (const char *name : {"Drain Cleaning", "Leak Detection & Repair", "Burst Pipe Repair", "Bathroom Remodeling"})
        put("services",
            {{"name", name}, {"category", "Maintenance"}, {"price_cents", 2500}, {"active", true}, {"version", 1}});
    put("settings",
        {{"key", "urgency_factor"}, {"value", {{"day", 1.5}, {"week", 1.0}, {"month", 0.8}}}, {"version", 1}});
    put("settings", {{"key", "default_price_cents"}, {"value", 2500}, {"version", 1}});
    put("settings", {{"key", "sla_minutes"}, {"value", {{"day", 120}, {"week", 2880}, {"month", 10080}}}});
    put("settings", {{"key", "grace_seconds"}, {"value", 0}, {"version", 1}});
    put("plumbers", plumber(1, "Ann", "Lee", {"Drain Cleaning", "Burst Pipe Repair"}));
    put("plumbers", plumber(2, "Bob", "O'Hara", {"Leak Detection & Repair"}));
    nlohmann::json paused = plumber(3, "Zoë", "Ångström", {"Drain Cleaning"});
    paused["status"] = "paused";
    put("plumbers", paused);
    for (int i = 1; i <= leads; ++i)
        put("leads", lead(i, "Customer", "Number" + std::to_string(i)));
}

} // namespace pl::test
