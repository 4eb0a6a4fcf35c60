#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

#include <QStringList>

namespace pl::sorting {

/// What a source sends again about a lead that is there: fills what is empty in the row, and replaces what the source
/// alone says (answers, origin, description). Status, assignment, and what the office has entered or emptied stay. An
/// erased lead stays as it is. Sending the same again changes nothing.
class LeadChange : public Call<>
{
public:
    /// `row`: of `leads`, with the id of the lead that is there. The client must outlive this, or its end cancels it.
    static QFuture<Result<>> apply(supabase::RestClient &rest, const nlohmann::json &row);

    /// What of `sent` is written over `there`; an empty object: nothing. `edited`: the columns that people changed.
    static nlohmann::json changes(const nlohmann::json &there, const nlohmann::json &sent, const QStringList &edited);

private:
    LeadChange(supabase::RestClient &rest, const nlohmann::json &row) : Call(&rest), m_rest(rest), m_row(row) {}
    void run() override { read(); }
    void read();
    void readEdits(const nlohmann::json &there);
    void write(const nlohmann::json &there, const nlohmann::json &changed);

    supabase::RestClient &m_rest;
    const nlohmann::json m_row;
    int m_tries = 0;
};

} // namespace pl::sorting
