#pragma once

#include "models/base/jsontext.h"
#include "models/replica/loadplan.h"
#include "models/supabase/requesttarget.h"
#include "tests/support/faketransport.h"

#include <QTimer>
#include <QUrlQuery>

#include <map>

namespace pl::test {

/// The table `leads` of a Supabase in memory, for what reads many pages of it: in the order (updated_at, id), from a
/// place on, up to a moment, at most 1,000 rows. Answers from the event loop, so that several requests are under way,
/// and can refuse them. Anything else it doesn't know.
class BigTable : public supabase::Transport
{
public:
    using Key = replica::RowKey;
    using Answer = Result<supabase::HttpResponse>;

    /// A row's place; the row itself is made when somebody reads it. Changing one moves it.
    void put(int number, qint64 micros, qint64 version = 1)
    {
        const auto known = m_places.constFind(number);
        if (known != m_places.cend())
            m_rows.erase(*known);
        const Key key = Key::of({micros}, idOf(number));
        m_places.insert(number, key);
        m_rows[key] = {number, version};
    }
    static QUuid idOf(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    int size() const { return int(m_rows.size()); }
    qint64 versionOf(int number) const { return m_rows.at(m_places.value(number)).version; }

    /// Called before each answer; what it returns is answered instead.
    std::function<std::optional<Answer>(const supabase::HttpRequest &request)> instead;
    QByteArray date; ///< of the answers; none if empty
    int requests = 0;
    int most = 0; ///< requests at a time
    qint64 rowsSent = 0;

    QFuture<Answer> send(supabase::HttpRequest request) override
    {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        ++requests;
        most = std::max(most, ++m_waiting);
        QTimer::singleShot(0, &m_context, [this, promise, request] {
            --m_waiting;
            const auto other = instead ? instead(request) : std::nullopt;
            promise->addResult(other ? *other : answer(request));
            promise->finish();
        });
        return promise->future();
    }

private:
    struct Row
    {
        int number = 0;
        qint64 version = 1;
    };

    static Answer refusal(const char *why)
    {
        return supabase::HttpResponse{400, {}, QByteArray(R"({"message":")") + why + "\"}"};
    }
    static std::optional<Timestamp> timeIn(const QString &text) { return Timestamp::parse(text); }

    Answer answer(const supabase::HttpRequest &request)
    {
        if (const auto sendable = supabase::checkTarget(request); !sendable)
            return sendable.error();
        const qsizetype mark = request.target.indexOf('?');
        if (request.method != "GET" || request.target.left(mark) != "/rest/v1/leads")
            return refusal("unknown request");
        Key after = Key::first();
        Key until = Key::lastOf(std::numeric_limits<qint64>::max());
        bool isDescending = false;
        const auto items = QUrlQuery(QString::fromUtf8(request.target.mid(mark + 1))).queryItems(QUrl::FullyDecoded);
        for (const auto &[name, value] : items)
            if (name == u"order")
                isDescending = value == u"updated_at.desc,id.desc";
            else if (name == u"updated_at" && value.startsWith(u"gte."))
                after = std::max(after, Key{timeIn(value.mid(4)).value_or(Timestamp{}).micros, 0, 0});
            else if (name == u"updated_at" && value.startsWith(u"lte."))
                until = Key::lastOf(timeIn(value.mid(4)).value_or(Timestamp{}).micros);
            else if (name == u"updated_at" && value.startsWith(u"eq."))
                after.at = until.at = timeIn(value.mid(3)).value_or(Timestamp{}).micros;
            else if (name == u"id" && value.startsWith(u"gt."))
                after = Key::of({after.at}, QUuid::fromString(value.mid(3)));
            else if (name == u"id" && value.startsWith(u"lte."))
                until = Key::of({until.at}, QUuid::fromString(value.mid(4)));
            else if (name == u"or")
                after = std::max(after, behind(value));
            else if (name != u"select" && name != u"limit")
                return refusal("unknown filter");
        return page(after, until, isDescending, request);
    }
    /// (updated_at.gt."T",and(updated_at.eq."T",id.gt."ID"))
    static Key behind(const QString &alternatives)
    {
        const QStringList quoted = alternatives.split(u'"');
        return Key::of(timeIn(quoted.value(1)).value_or(Timestamp{}), QUuid::fromString(quoted.value(5)));
    }
    Answer page(const Key &after, const Key &until, bool isDescending, const supabase::HttpRequest &request)
    {
        const auto begin = m_rows.upper_bound(after);
        const auto end = m_rows.upper_bound(until);
        QByteArrayList texts;
        if (isDescending)
            for (auto row = end; row != begin && texts.size() < 1000;)
                texts += textOf(*--row);
        else
            for (auto row = begin; row != end && texts.size() < 1000; ++row)
                texts += textOf(*row);
        rowsSent += texts.size();
        supabase::HttpResponse response{200, {}, '[' + texts.join(',') + ']'};
        if (!date.isEmpty())
            response.headers += std::pair<QByteArray, QByteArray>("Date", date);
        for (const auto &[name, value] : request.headers)
            if (name == "Prefer")
                response.headers +=
                    std::pair<QByteArray, QByteArray>("Content-Range", "0-1/" + QByteArray::number(size()));
        return response;
    }
    static QByteArray textOf(const std::pair<const Key, Row> &place)
    {
        nlohmann::json row = FakeTransport::lead(place.second.number, "Ann", "Lee");
        row["updated_at"] = Timestamp{place.first.at}.toString().toStdString();
        row["version"] = place.second.version;
        return dumpJson(row);
    }

    std::map<Key, Row> m_rows;
    QHash<int, Key> m_places;
    QObject m_context;
    int m_waiting = 0;
};

} // namespace pl::test
