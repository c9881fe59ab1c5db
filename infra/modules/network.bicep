// A network of one's own: the app's environment is in it, and the storage account refuses requests from elsewhere.
param name string
param location string
param tags { *: string }

@description('Addresses of the network; a subnet of /27 at least is cut from it.')
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 27, 0)
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
          // Free of charge, unlike private endpoints, and the account's firewall knows the subnet by them.
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
    ]
  }
}

output subnetId string = network.properties.subnets[0].id
