#pragma once

#include "server/main/storecommand.h"

namespace pl {

/// user add EMAIL --role ROLE | list | role EMAIL ROLE: the people of the office.
class UserCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    void add(const QString &email, const QString &role, bool fromStdin, bool asJson);
    void list(bool asJson);
    void changeRole(const QString &email, const QString &role);
};

} // namespace pl
