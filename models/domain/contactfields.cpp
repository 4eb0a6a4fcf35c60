#include "models/domain/contactfields.h"

#include "models/base/textscan.h"
#include "models/base/visibletext.h"
#include "models/domain/contactrules.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <phonenumbers/phonenumberutil.h>

namespace pl {
namespace {

struct FieldWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::FieldErrors)
};

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr const char *kHomeRegion = "US";

const PhoneNumberUtil &phoneUtil()
{
    return *PhoneNumberUtil::GetInstance();
}

bool hasControl(const QString &text, bool linesAllowed)
{
    // All Unicode control characters are in Latin-1.
    return anyUnit(text, [linesAllowed](char16_t c) {
        const bool isControl = (c < u' ') | ((c >= 0x7f) & (c < 0xa0));
        return isControl & !(linesAllowed & ((c == u'\n') | (c == u'\t')));
    });
}

qsizetype codePoints(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

bool lengthFits(const QString &text, const char *field, int maxLength, FieldErrors &errors)
{
    if (text.size() <= maxLength || codePoints(text) <= maxLength)
        return true;
    errors.add(field, "too_long", FieldWords::tr("must be at most %1 characters").arg(maxLength));
    return false;
}

/// QString::simplified(), without the copy when the text is simple already.
QString simplifiedText(const QString &text)
{
    const auto isPlain = [last = QChar(u' ')](QChar c) mutable {
        const QChar before = std::exchange(last, c);
        return (c > u' ' && c < QChar(0x7f)) || (c == u' ' && before != u' ');
    };
    return std::all_of(text.begin(), text.end(), isPlain) && !text.endsWith(u' ') ? text : text.simplified();
}

/// The address with its domain in lower case.
QString tidyEmail(const QString &email)
{
    const qsizetype domain = email.lastIndexOf(QLatin1Char('@')) + 1;
    const bool isTidy = std::all_of(email.begin() + domain, email.end(),
                                    [](QChar c) { return c < QChar(0x7f) && (c < u'A' || c > u'Z'); });
    return isTidy ? email : email.left(domain) + email.mid(domain).toLower();
}

std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}

/// Gives the text back.
QString refuseLink(const QString &text, const char *field, FieldErrors &errors)
{
    if (hasLink(unitsOf(text)))
        errors.add(field, "invalid", FieldWords::tr("must not contain a web address"));
    return text;
}

struct PhoneParts
{
    QString e164; ///< empty when the text is not a valid phone number
    QString extension;
};

PhoneParts phoneParts(const QString &text)
{
    PhoneNumber number;
    if (phoneUtil().Parse(text.toStdString(), kHomeRegion, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
        !phoneUtil().IsValidNumber(number))
        return {};
    const QString extension = QString::fromStdString(number.extension());
    std::string e164;
    phoneUtil().Format(number, PhoneNumberUtil::E164, &e164);
    return {QString::fromStdString(e164), extension};
}

} // namespace

void FieldErrors::add(const char *field, const char *code, const QString &detail)
{
    m_list += {QString::fromLatin1(field), QString::fromLatin1(code), detail};
}

Error FieldErrors::failure() const
{
    QStringList sentences;
    for (const FieldError &error : m_list)
        sentences += error.field + QLatin1Char(' ') + error.detail;
    return {ErrorCode::InvalidInput, sentences.join(QStringLiteral("; ")), m_list};
}

QString checkText(const QString &text, const char *field, int maxLength, bool required, FieldErrors &errors)
{
    const QString visible = withoutInvisible(text);
    // Before simplified(), which would turn tabs and newlines into spaces and let them pass.
    if (hasControl(visible.trimmed(), false)) {
        errors.add(field, "invalid", FieldWords::tr("must not contain control characters"));
        return {};
    }
    const QString tidy = simplifiedText(visible);
    if (tidy.isEmpty() && required)
        errors.add(field, "required", FieldWords::tr("is required"));
    lengthFits(tidy, field, maxLength, errors);
    return tidy;
}

QString checkName(const QString &text, const char *field, FieldErrors &errors)
{
    return refuseLink(checkText(text, field, 100, true, errors), field, errors);
}

QString checkOptional(const QString &text, const char *field, int maxLength, FieldErrors &errors)
{
    return refuseLink(checkText(text, field, maxLength, false, errors), field, errors);
}

QString checkEmail(const QString &text, FieldErrors &errors)
{
    static const QRegularExpression form(
        QStringLiteral(
            R"(^[^\s@"(),:;<>\[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$)"),
        QRegularExpression::UseUnicodePropertiesOption);
    const QString tidy = withoutInvisible(text).trimmed();
    const qsizetype at = tidy.lastIndexOf(QLatin1Char('@'));
    if (tidy.isEmpty()) {
        errors.add("email", "required", FieldWords::tr("is required"));
    } else if (lengthFits(tidy, "email", 254, errors)) {
        const auto local = unitsOf(QStringView(tidy).left(qMax<qsizetype>(at, 0)));
        const bool hasForm = isPlainEmail(unitsOf(tidy)) || (!hasControl(tidy, false) && form.match(tidy).hasMatch());
        if (!hasForm || !hasDotsInPlace(local))
            errors.add("email", "invalid", FieldWords::tr("must be an e-mail address, like maria@example.com"));
    }
    return tidyEmail(tidy);
}

QString checkPhone(const QString &text, FieldErrors &errors, QString *extension)
{
    const QString tidy = withoutInvisible(text).trimmed();
    if (tidy.isEmpty()) {
        errors.add("phone_number", "required", FieldWords::tr("is required"));
        return {};
    }
    const bool isReadable = tidy.size() <= 40 && !hasControl(tidy, false);
    if (const auto plain = isReadable ? plainAmerican(unitsOf(tidy)) : std::nullopt)
        return QString::fromLatin1(plain->data(), qsizetype(plain->size()));
    const PhoneParts parts = isReadable ? phoneParts(tidy) : PhoneParts();
    // Extra leading zeros may be read as a prefix again and again; such a number is invalid.
    if (parts.e164.isEmpty() || phoneParts(parts.e164).e164 != parts.e164) {
        errors.add("phone_number", "invalid",
                   FieldWords::tr("must be a phone number, like (512) 555-0143 or +15125550143"));
        return {};
    }
    if (!extension && !parts.extension.isEmpty()) {
        errors.add("phone_number", "invalid", FieldWords::tr("must be a direct number, without an extension"));
        return {};
    }
    if (extension)
        *extension = parts.extension;
    return parts.e164;
}

QString checkZip(const QString &text, FieldErrors &errors)
{
    const QString tidy = withoutInvisible(text).trimmed();
    if (tidy.isEmpty())
        errors.add("zip_code", "required", FieldWords::tr("is required"));
    else if (!isZip(unitsOf(tidy)))
        errors.add("zip_code", "invalid", FieldWords::tr("must be a ZIP code, like 78701 or 78701-1234"));
    return tidy;
}

QString checkDescription(const QString &text, FieldErrors &errors)
{
    QString tidy = withoutInvisible(text).trimmed();
    if (tidy.contains(u'\r'))
        tidy.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (hasControl(tidy, true))
        errors.add("description", "invalid", FieldWords::tr("must not contain control characters"));
    lengthFits(tidy, "description", 10'000, errors);
    return tidy;
}

QString phoneForPeople(const QString &e164)
{
    PhoneNumber number;
    if (phoneUtil().Parse(e164.toStdString(), kHomeRegion, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return e164;
    const bool atHome = number.country_code() == 1;
    std::string text;
    phoneUtil().Format(number, atHome ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &text);
    return QString::fromStdString(text);
}

} // namespace pl
