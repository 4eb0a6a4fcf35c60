#pragma once

#include "models/domain/lead.h"

#include <random>

namespace pl::test {

/// Leads as offices have them, made of numbers: names of many scripts, with and without a phone, texts, repeats. The
/// same seed makes the same leads.
class MadeLeads
{
public:
    static constexpr int kPlumbers = 40;
    static constexpr qint64 kBegin = 1'700'000'000'000'000; ///< micros
    static constexpr qint64 kYears = 3LL * 365 * 86'400 * 1'000'000;

    /// `inOrder`: that many leads, the newest first, come one after the other; 0: any lead is of any time.
    explicit MadeLeads(unsigned seed, int customers = 1'000'000, int inOrder = 0)
        : m_random(seed), m_customers(customers), m_inOrder(inOrder)
    {
    }

    int below(int end) { return static_cast<int>(m_random() % static_cast<unsigned>(end)); }
    bool oneIn(int n) { return below(n) == 0; }

    static QUuid id(int number)
    {
        return QUuid(0x1ead0000u + static_cast<uint>(number), 1, 0x4002, 0x83, 4, 5, 6, 7, 8, 9, 10);
    }
    static QUuid plumberId(int number)
    {
        return QUuid(static_cast<uint>(number), 2, 0x4003, 0x84, 4, 5, 6, 7, 8, 9, 10);
    }
    static QUuid sourceId(int number)
    {
        return QUuid(static_cast<uint>(number), 3, 0x4003, 0x84, 4, 5, 6, 7, 8, 9, 10);
    }

    Lead lead(int number)
    {
        Lead lead;
        lead.id = id(number);
        lead.createdAt = {kBegin + static_cast<qint64>(m_random() % kYears)};
        if (m_inOrder > 0)
            lead.createdAt = {kBegin + kYears - (number % m_inOrder) * (kYears / m_inOrder)};
        else if (oneIn(20))
            lead.createdAt.micros -= lead.createdAt.micros % 86'400'000'000; // imports have many of one moment
        lead.updatedAt = lead.createdAt;
        setCustomer(lead);
        lead.serviceNeeded = oneIn(50) ? QString() : pick(services());
        lead.zipCode = oneIn(30) ? std::nullopt : std::optional(QString::number(75'000 + below(4'000)));
        lead.urgency = static_cast<Urgency>(below(3));
        if (!oneIn(5))
            lead.sourceId = sourceId(below(12));
        if (number % 4 == 0)
            lead.sourceCostCents = number % 9'000;
        lead.isTest = oneIn(40);
        if (oneIn(40))
            lead.duplicateOf = id(0);
        setProgress(lead);
        setTexts(lead);
        return lead;
    }

    void setProgress(Lead &lead)
    {
        const int stage = below(10);
        lead.status = stage < 2 ? LeadStatus::New : stage < 4 ? LeadStatus::Assigned : LeadStatus::Completed;
        lead.assignedPlumberId.reset();
        lead.acceptedAt.reset();
        lead.closedReason.reset();
        if (lead.status != LeadStatus::New) {
            lead.assignedPlumberId = plumberId(below(kPlumbers));
            lead.assignedAt = lead.createdAt.addSeconds(below(100'000));
            if (!oneIn(3))
                lead.acceptedAt = lead.assignedAt->addSeconds(below(10'000));
        }
        if (lead.status == LeadStatus::Completed) {
            lead.closedReason = static_cast<ClosedReason>(below(4));
            lead.completedAt = lead.createdAt.addSeconds(200'000);
        }
    }

    void setCustomer(Lead &lead)
    {
        lead.firstName = m_inOrder > 0 && !oneIn(6) ? pick(plainNames()) : pick(firstNames());
        lead.lastName = (m_inOrder > 0 && !oneIn(6) ? pick(plainNames()) : pick(lastNames())) +
                        (oneIn(2) ? QString::number(below(m_customers)) : QString());
        if (oneIn(25))
            lead.firstName = lead.lastName = QString();
        lead.email = oneIn(10)
                         ? QString()
                         : QStringLiteral("%1%2@%3").arg(pick(mailNames())).arg(below(m_customers)).arg(pick(hosts()));
        lead.phoneNumber = oneIn(10)   ? QString()
                           : oneIn(30) ? QStringLiteral("+4420794%1").arg(below(100'000), 5, 10, QLatin1Char('0'))
                                       : QStringLiteral("+1%1%2").arg(pick(areas())).arg(5'550'000 + below(10'000));
    }

    template <class T>
    T pick(const QList<T> &list)
    {
        return list[below(static_cast<int>(list.size()))];
    }
    static const QStringList &services()
    {
        static const QStringList all =
            texts({"Drain Cleaning", "Burst Pipe Repair", "Leak Detection", "Water Heater", "Sewer Line",
                   "Toilet Repair", "Faucet Installation", "Gas Line", "Sump Pump", "Água e Esgoto", "drain cleaning"});
        return all;
    }

private:
    static QStringList texts(std::initializer_list<const char *> all)
    {
        QStringList list;
        for (const char *text : all)
            list += QString::fromUtf8(text);
        return list;
    }
    static const QStringList &firstNames()
    {
        static const QStringList all =
            texts({"Ann",    "Bob",       "Jennifer", "Christopher", "Maria",  "Zoë",    "Nguyễn", "José",   "Renée",
                   "Jo",     "Mary-Jane", "O",        "ann",         "Łukasz", "Ægir",   "محمد",   "伟",     "Иван",
                   "さくら", "Michael",   "Jessica",  "Matthew",     "Amanda", "Daniel", "Sarah",  "Andrew", "D'Arcy"});
        return all;
    }
    static const QStringList &lastNames()
    {
        static const QStringList all = texts(
            {"Lee",          "O'Brien",  "O’Brien",  "Straße",    "Müller", "Nguyen",    "García", "Smith", "Johnson",
             "Williams",     "Brown",    "Jones",    "Miller",    "Davis",  "Rodríguez", "Wójcik", "王",    "Петров",
             "van der Berg", "St. John", "Martinez", "Hernandez", "Lopez",  "Gonzalez",  "Wilson"});
        return all;
    }
    static const QStringList &plainNames()
    {
        static const QStringList all =
            texts({"Smith",  "Johnson",  "Williams",    "Brown",   "Jones",    "Miller",   "Davis",  "Wilson",
                   "Taylor", "Jennifer", "Christopher", "Michael", "Jessica",  "Matthew",  "Amanda", "Daniel",
                   "Sarah",  "Andrew",   "Thompson",    "White",   "Harris",   "Clark",    "Lewis",  "Robinson",
                   "Walker", "Young",    "Allen",       "King",    "Wright",   "Scott",    "Hill",   "Green",
                   "Adams",  "Nelson",   "Baker",       "Hall",    "Campbell", "Mitchell", "Carter"});
        return all;
    }
    static const QStringList &mailNames()
    {
        static const QStringList all =
            texts({"ann.lee", "bob", "j_smith", "Info", "maria.garcia", "water-damage", "zoë"});
        return all;
    }
    static const QStringList &hosts()
    {
        static const QStringList all = texts({"gmail.example", "home.example", "Work.example", "yahoo.example"});
        return all;
    }
    static const QStringList &areas()
    {
        static const QStringList all = texts({"512", "737", "214", "713", "210"});
        return all;
    }
    void setTexts(Lead &lead)
    {
        static const QStringList streets = texts({"Rainey Street", "Congress Ave", "6th St", "Calle Ocho"});
        static const QStringList cities = texts({"Austin", "Pflugerville", "Round Rock", "San José"});
        static const QStringList needs =
            texts({"Water under the sink", "No hot water since Monday, please call after 5",
                   "Toilet won't stop running", "Smell of gas in the garage!", "—"});
        lead.street = QStringLiteral("%1 %2").arg(below(9'999)).arg(pick(streets));
        lead.city = pick(cities);
        lead.state = QStringLiteral("TX");
        if (oneIn(2))
            lead.description = pick(needs);
        if (oneIn(8))
            lead.answers = {{"Own the home?", oneIn(2)}, {"Bathrooms", below(5)}};
        if (oneIn(8))
            lead.origin = {{"utm_source", "google"}, {"gclid", "Cj0KCQ"}};
    }

    std::mt19937_64 m_random;
    int m_customers;
    int m_inOrder;
};

} // namespace pl::test
