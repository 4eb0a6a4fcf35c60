#pragma once

#include "models/base/result.h"

namespace pl {

/// Collects the errors of an input, field by field.
class FieldErrors
{
public:
    void add(const char *field, const char *code, const QString &detail);
    void add(FieldError error) { m_list += std::move(error); }
    const QList<FieldError> &list() const { return m_list; }

    template <class T>
    Result<T> finish(T value) const
    {
        if (m_list.isEmpty())
            return value;
        return failure();
    }
    /// An InvalidInput error with all of them, as one sentence and as a list.
    Error failure() const;

private:
    QList<FieldError> m_list;
};

// Each check returns the normalized text (without invisible characters, trimmed, inner white space as one space) and
// adds errors under `field`. Any script is accepted; NUL and other control characters are refused. Maximum lengths are
// those of the columns, in code points.

QString checkText(const QString &text, const char *field, int maxLength, bool required, FieldErrors &errors);
/// 1 to 100 characters, and no link ("://", "www."), because the office's e-mails pass names on to other people.
QString checkName(const QString &text, const char *field, FieldErrors &errors);
/// At most `maxLength` characters, and no link.
QString checkOptional(const QString &text, const char *field, int maxLength, FieldErrors &errors);
/// One address of plausible form (local part, '@', a dotted domain), at most 254 characters; the domain in lower
/// case.
QString checkEmail(const QString &text, FieldErrors &errors);
/// E.164 ("+15125550143"), of a person who must be reached; a lead's number is read by sentphone.h. A number without a
/// country is read as a US one. It must be valid by libphonenumber; fictional 555-01xx numbers of real areas are. An
/// extension ("x12") is put into `extension`; if that is null, it is an error.
QString checkPhone(const QString &text, FieldErrors &errors, QString *extension = nullptr);
/// "78701" or "78701-1234".
QString checkZip(const QString &text, FieldErrors &errors);
/// Free text of several lines, at most 10,000 characters; line ends become '\n'.
QString checkDescription(const QString &text, FieldErrors &errors);

/// A stored E.164 number as people read it, "(512) 555-0143" for US numbers, international form for others.
QString phoneForPeople(const QString &e164);

} // namespace pl
