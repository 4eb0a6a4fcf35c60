#pragma once

#include "models/domain/customerkey.h"

#include <QByteArrayList>

namespace pl::customer {

/// Recognizes a person in what others sent in any form: JSON, forms, XML, mails, CSV. A phone number counts in all its
/// usual spellings ("(512) 555-0143", "512.555.0143", "%2B15125550143"), an e-mail address in any case. Names don't
/// count: two people may have the same.
class PersonTraces
{
public:
    /// `alsoBy`: further texts that nobody else has, such as leads' ids.
    explicit PersonTraces(const CustomerKey &key, const QByteArrayList &alsoBy = {});

    bool isIn(const QByteArray &bytes) const;
    bool isIn(const QString &text) const { return isIn(text.toUtf8()); }
    /// How the store and the journal write them: bytes to look for on a disk.
    QByteArrayList onDisk() const;

private:
    CustomerKey m_key;
    QByteArray m_email;      // lower case
    QByteArrayList m_alsoBy; // lower case
    QByteArray m_digits;     // without an American number's country
};

} // namespace pl::customer
