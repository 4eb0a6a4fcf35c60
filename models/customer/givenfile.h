#pragma once

#include "models/customer/personfile.h"

#include <QTimeZone>

namespace pl::customer {

struct GivenSection
{
    QString title;
    QStringList lines; ///< sentences, or "Name: value"
};

/// What the office gives a person who asks what it knows about them, in plain American English. It holds nobody else's
/// data: people of the office are "our office", the server is "our system", and of a plumber there is the name that the
/// person was told, never an address, a price or an answer's reason. Notes are the office's own words about the person
/// and are in it. Pure.
struct GivenFile
{
    QList<GivenSection> sections;

    /// `office`: its name, may be empty. Times are shown in `zone`.
    static GivenFile of(const PersonFile &person, const QString &office, Timestamp now, const QTimeZone &zone);
    /// For printing and mailing; lines end with a newline.
    QString toText() const;
};

} // namespace pl::customer
