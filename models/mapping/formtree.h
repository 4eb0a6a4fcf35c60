#pragma once

#include "models/base/result.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// Puts a form's fields together to a tree (bodyreader.h has the rules).
class FormTree
{
public:
    static constexpr int kMaxFields = 2'000;
    static constexpr int kMaxBrackets = 8; ///< a name nested deeper stays as it is

    /// False when the form has too many fields.
    bool add(const QString &name, const QString &value);
    /// The tree; members 0, 1, 2 … of one object have become an array.
    nlohmann::json take();

private:
    nlohmann::json m_tree = nlohmann::json::object();
    int m_fields = 0;
};

/// The fields of application/x-www-form-urlencoded; sets `encoding` to what was found.
Result<nlohmann::json> urlEncodedTree(const QByteArray &body, const QByteArray &charset, QString &encoding);
/// Whether a body looks like one: one line of name=value pairs without blanks.
bool looksUrlEncoded(const QByteArray &body);

} // namespace pl::mapping
