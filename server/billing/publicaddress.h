#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

namespace pl::billing {

/// Writes down in `settings` (`public_url`) where plumbers reach this server's pages, so that a desktop can make links
/// to them that last. An address that only this machine knows is written as none.
class PublicAddressCall : public Call<>
{
public:
    PublicAddressCall(supabase::RestClient &rest, const QString &publicUrl, QObject *parent);

private:
    void run() override;

    supabase::RestClient &m_rest;
    const QString m_address;
};

} // namespace pl::billing
