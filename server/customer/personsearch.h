#pragma once

#include "models/base/call.h"
#include "models/domain/customerkey.h"
#include "models/supabase/restclient.h"

namespace pl::customer {

/// Somebody who may be meant.
struct PossiblePerson
{
    CustomerKey key;
    QString name;
    int leads = 0;
    Timestamp lastAt; ///< when the newest lead came in
};

/// Who has a name like that: all words, in any order, in any case, with or without accents. Two people may have the
/// same name, so this answers persons to choose from, the newest first; each number and address with the same name is
/// one.
class PersonSearch : public Call<QList<PossiblePerson>>
{
public:
    /// `rest` must outlive this.
    PersonSearch(supabase::RestClient &rest, QString name, QObject *parent);

private:
    void run() override;
    void take(const nlohmann::json &rows);

    supabase::RestClient &m_rest;
    const QString m_name;
};

} // namespace pl::customer
