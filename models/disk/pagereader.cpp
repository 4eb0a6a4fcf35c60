#include "models/disk/pagereader.h"

#include <simdjson.h>

namespace pl::disk {
namespace {

namespace dom = simdjson::dom;

/// Fills a row from one object, whose members come in the order of the columns. `isFine()` is false when something was
/// missing or not as expected.
class MemberReader
{
public:
    explicit MemberReader(const dom::object &object) : m_next(object.begin()), m_end(object.end()) {}

    template <class V>
    void operator()(const char *name, V &value)
    {
        m_isFine = m_isFine && m_next != m_end && m_next.key() == std::string_view(name) && take(m_next.value(), value);
        if (m_isFine)
            ++m_next;
    }
    bool isFine() const { return m_isFine && !(m_next != m_end); }

private:
    static bool take(const dom::element &element, std::string_view &text)
    {
        return element.get(text) == simdjson::SUCCESS;
    }
    static bool take(const dom::element &element, QString &value)
    {
        std::string_view text;
        if (!take(element, text))
            return false;
        value = QString::fromUtf8(text.data(), qsizetype(text.size()));
        return true;
    }
    static bool take(const dom::element &element, QUuid &id)
    {
        std::string_view text;
        if (!take(element, text))
            return false;
        id = QUuid::fromString(QLatin1StringView(text.data(), qsizetype(text.size())));
        return !id.isNull();
    }
    static bool take(const dom::element &element, Timestamp &at)
    {
        std::string_view text;
        std::array<char16_t, 40> units{};
        if (!take(element, text) || text.size() > units.size())
            return false;
        std::transform(text.begin(), text.end(), units.begin(), [](char c) { return static_cast<unsigned char>(c); });
        const auto parsed = Timestamp::parse(QStringView(units.data(), qsizetype(text.size())));
        at = parsed.value_or(Timestamp{});
        return parsed.has_value();
    }
    static bool take(const dom::element &element, bool &value) { return element.get(value) == simdjson::SUCCESS; }
    static bool take(const dom::element &element, qint64 &value)
    {
        int64_t number = 0;
        const bool isNumber = element.get(number) == simdjson::SUCCESS;
        value = number;
        return isNumber;
    }
    static bool take(const dom::element &element, int &value)
    {
        qint64 number = 0;
        const bool fits = take(element, number) && number == int(number);
        value = int(number);
        return fits;
    }
    template <class E>
    static bool take(const dom::element &element, E &value) requires std::is_enum_v<E>
    {
        std::string_view text;
        if (!take(element, text))
            return false;
        const QLatin1StringView word(text.data(), qsizetype(text.size()));
        const auto found = std::find(kEnumNames<E>.begin(), kEnumNames<E>.end(), word);
        value = static_cast<E>(found - kEnumNames<E>.begin());
        return found != kEnumNames<E>.end();
    }
    static bool take(const dom::element &element, nlohmann::json &value)
    {
        value = nullptr;
        if (element.is_null())
            return true;
        const auto parsed = parseJson(QByteArray::fromStdString(simdjson::minify(element)), {});
        value = parsed.valueOr(nullptr);
        return parsed.ok();
    }
    template <class V>
    static bool take(const dom::element &element, std::optional<V> &value)
    {
        if (!element.is_null())
            return take(element, value.emplace());
        value.reset();
        return true;
    }

    dom::object::iterator m_next;
    const dom::object::iterator m_end;
    bool m_isFine = true;
};

template <class T>
std::optional<QList<T>> readFast(const QByteArray &body)
{
    dom::parser parser;
    dom::array list;
    if (parser.parse(body.constData(), std::size_t(body.size())).get(list) != simdjson::SUCCESS)
        return std::nullopt;
    QList<T> rows;
    rows.reserve(qsizetype(list.size()));
    for (const dom::element item : list) {
        dom::object object;
        if (item.get(object) != simdjson::SUCCESS)
            return std::nullopt;
        MemberReader reader(object);
        RowFields<T>::each(rows.emplaceBack(), reader);
        if (!reader.isFine())
            return std::nullopt;
    }
    return rows;
}

template <class T>
Result<QList<T>> readSlowly(const QByteArray &body)
{
    const Error nonsense{ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")};
    const auto list = parseJson(body, QStringLiteral("The server's answer"));
    if (!list || !list->is_array())
        return nonsense;
    QList<T> rows;
    for (const nlohmann::json &item : *list) {
        Result<T> row = T::fromJson(item);
        if (!row)
            return Error{nonsense.code, QStringLiteral("The server's answer: %1").arg(row.error().message)};
        rows += std::move(row).value();
    }
    return rows;
}

} // namespace

template <class T>
Result<QList<T>> readPage(const QByteArray &body)
{
    if constexpr (!std::is_same_v<T, Plumber>) // of whom there are few, with lists and hours
        if (auto rows = readFast<T>(body))
            return *std::move(rows);
    return readSlowly<T>(body);
}

template Result<QList<Lead>> readPage<Lead>(const QByteArray &);
template Result<QList<Plumber>> readPage<Plumber>(const QByteArray &);
template Result<QList<Payment>> readPage<Payment>(const QByteArray &);
template Result<QList<Notification>> readPage<Notification>(const QByteArray &);

} // namespace pl::disk
