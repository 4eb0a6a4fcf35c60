#include "server/main/demo/demogenerator.h"

#include "models/domain/officesettings.h"

#include <QString>

namespace pl::demo {

namespace {

using nlohmann::json;

constexpr qint64 kHour = 3600;
constexpr qint64 kDay = 24 * kHour;

bool offers(const CatalogPlumber &plumber, const CatalogService &service)
{
    return QByteArrayView(plumber.categories).contains(service.category[0]);
}

/// A reserved phone number: "+15125550100" to "+15125550199" in each area.
std::string phoneNumber(int areaCode, int line)
{
    const std::string digits = std::to_string(100 + line);
    return "+1" + std::to_string(areaCode) + "5550" + digits;
}

} // namespace

DemoGenerator::DemoGenerator(quint32 seed, Timestamp now) : m_random(seed), m_now(now) {}

QUuid DemoGenerator::plumberId(std::size_t index)
{
    static const QUuid kSpace(QStringLiteral("6f1d3a52-6e0c-4f43-9a55-2f6a5b0f7c11"));
    return QUuid::createUuidV5(kSpace, QByteArray::number(qulonglong(index)));
}

std::string DemoGenerator::email(const char *firstName, const char *lastName, const char *domain)
{
    return (addressPart(firstName) + u'.' + addressPart(lastName)).toStdString() + '@' + domain;
}

std::string DemoGenerator::phone()
{
    return phoneNumber(pick(areaCodes()), m_random.bounded(100));
}

json DemoGenerator::serviceRows() const
{
    auto rows = json::array();
    for (const CatalogService &service : services())
        rows.push_back({{"name", service.name}, {"category", service.category}, {"price_cents", service.priceCents}});
    return rows;
}

json DemoGenerator::plumberRows()
{
    auto rows = json::array();
    for (std::size_t i = 0; i < plumbers().size(); ++i) {
        const CatalogPlumber &plumber = plumbers()[i];
        auto offered = json::array();
        for (const CatalogService &service : services())
            if (offers(plumber, service))
                offered.push_back(service.name);
        json row{{"id", toJson(plumberId(i))},
                 {"first_name", plumber.firstName},
                 {"last_name", plumber.lastName},
                 {"email", email(plumber.firstName, plumber.lastName, "plumbing.example")},
                 {"phone_number", phoneNumber(plumber.areaCode, int(i))},
                 {"zip_code", plumber.zip},
                 {"services", offered},
                 {"status", i % 12 == 11 ? "paused" : "active"},
                 {"service_radius_miles", 10 + 5 * m_random.bounded(5)},
                 {"daily_lead_cap", chance(30) ? json(3 + m_random.bounded(6)) : json()},
                 {"payment_ready", chance(85)}};
        row.update(termsOf(i));
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A few have papers that run out, a pause with an end, hours, a weekly cap, or ZIP codes of their own.
json DemoGenerator::termsOf(std::size_t index) const
{
    const CatalogPlumber &plumber = plumbers()[index];
    const auto dayIn = [this](qint64 days) {
        return toJson(std::optional(m_now.addSeconds(days * kDay).toDateTime().date()));
    };
    const auto number = qint64(index);
    const bool isUninsured = index % 12 == 7;
    json further = json::array();
    if (index % 4 == 1)
        further = {plumbers()[(index + 3) % plumbers().size()].zip, plumbers()[(index + 5) % plumbers().size()].zip};
    const json weekdays = json::array({json::array({"07:00", "18:00"})});
    const json hours{{"mon", weekdays}, {"tue", weekdays}, {"wed", weekdays},
                     {"thu", weekdays}, {"fri", weekdays}, {"sat", json::array({json::array({"08:00", "12:00"})})}};
    return {{"company", index % 3 == 0 ? json(std::string(plumber.lastName) + " Plumbing") : json()},
            {"license_number", "M-" + std::to_string(41'000 + 137 * number)},
            {"license_expires", dayIn(index % 12 == 4 ? 12 : 90 + 31 * number)},
            {"insurance_expires", dayIn(isUninsured ? -9 : 60 + 23 * number)},
            {"paused_until", index % 24 == 11 ? dayIn(10) : json()},
            {"weekly_lead_cap", index % 5 == 2 ? json(12) : json()},
            {"zip_codes", further},
            {"work_hours", index % 12 == 8 ? hours : json()},
            {"language", index % 7 == 3 ? "es" : "en"}};
}

std::vector<json> DemoGenerator::leadRows(int count, int fresh, const QList<QUuid> &sources)
{
    std::vector<json> rows;
    rows.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        // Squared: most are recent.
        const double share = m_random.generateDouble();
        const auto age =
            i < fresh ? 60 + m_random.bounded(45 * 60) : qint64(kHour + share * share * (30 * kDay - kHour));
        rows.push_back(leadRow(age, sources));
    }
    return rows;
}

json DemoGenerator::leadRow(qint64 ageSeconds, const QList<QUuid> &sources)
{
    const char *firstName = pick(firstNames());
    const char *lastName = pick(lastNames());
    const CatalogService &service = pick(services());
    const QUuid id = QUuid::createUuid();
    json row{{"id", toJson(id)},
             {"first_name", firstName},
             {"last_name", lastName},
             {"email", email(firstName, lastName, pick(mailDomains()))},
             {"phone_number", phone()},
             {"service_needed", service.name},
             {"zip_code", pick(zipCodes())},
             {"description", chance(70) ? json(service.complaint) : json()},
             {"created_at", m_now.addSeconds(-ageSeconds).toString().toStdString()},
             {"source_id", sources.isEmpty() ? json() : toJson(sources.at(m_random.bounded(int(sources.size()))))},
             {"consent", {{"text", "I agree to be called about my request."}}}};
    decide(row, service, ageSeconds);
    return row;
}

/// Urgency and state: emergencies are urgent, and the office is rarely late.
void DemoGenerator::decide(json &row, const CatalogService &service, qint64 ageSeconds)
{
    const int dice = m_random.bounded(100);
    const bool isEmergency = service.category[0] == 'E';
    const auto urgency = dice < (isEmergency ? 75 : 15)   ? Urgency::Day
                         : dice < (isEmergency ? 95 : 65) ? Urgency::Week
                                                          : Urgency::Month;
    row["urgency"] = enumText(urgency);
    const double lateness = double(ageSeconds) / double(OfficeSettings().minutesToAssign(urgency) * 60);
    const int newShare = lateness > 1.3 ? 0 : lateness > 1 ? 20 : ageSeconds < 2 * kHour ? 80 : 30;
    const int assignedShare = ageSeconds < kDay ? 90 - newShare : 24;
    const int state = m_random.bounded(100);
    const bool isNew = state < newShare;
    const bool isAssigned = !isNew && state < newShare + assignedShare;
    const bool isDone = !isNew && !isAssigned && chance(75);
    static constexpr const char *kOtherReasons[] = {"lost", "invalid", "duplicate"};
    row["status"] = isNew ? "new" : isAssigned ? "assigned" : "completed";
    row["assigned_plumber_id"] = isAssigned || isDone ? toJson(plumberFor(service)) : json();
    row["closed_reason"] = isNew || isAssigned ? json()
                           : isDone            ? json("done")
                                               : json(kOtherReasons[m_random.bounded(3)]);
}

QUuid DemoGenerator::plumberFor(const CatalogService &service)
{
    const auto all = plumbers();
    for (;;) {
        const auto index = std::size_t(m_random.bounded(int(all.size())));
        if (offers(all[index], service))
            return plumberId(index);
    }
}

} // namespace pl::demo
